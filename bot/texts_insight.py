"""What admins read of open questions, figures and trials; written as in `texts.py`."""

from bot.texts import Sentence

MENU_UNANSWERED = Sentence("Pertanyaan yang belum terjawab", "Questions without an answer")

NOW_ANSWERED = Sentence(
    "✅ {answered} dari {open} pertanyaan yang belum terjawab kini terjawab. Sisanya: /tak_terjawab",
    "✅ {answered} of {open} questions without an answer can be answered now. The others: /tak_terjawab",
)
NOW_ALL_ANSWERED = Sentence(
    "✅ Semua pertanyaan yang belum terjawab ({answered}) kini terjawab.",
    "✅ All questions without an answer ({answered}) can be answered now.",
)
OPEN_TITLE = Sentence(
    "<b>Belum terjawab</b>: {count} pertanyaan dalam {groups} kelompok",
    "<b>Not answered yet</b>: {count} questions in {groups} groups",
)
OPEN_NONE = Sentence("Semua pertanyaan sudah terjawab.", "Every question has been answered.")
ALIKE = Sentence("+{count} serupa", "+{count} alike")
AS_CSV = Sentence("⬇️ CSV", "⬇️ CSV")
CSV_CAPTION = Sentence(
    "Pertanyaan yang belum terjawab, tanpa nama penanya.", "Questions without an answer; nobody's name is in it."
)
CSV_COLUMNS = (
    Sentence("kelompok", "group"),
    Sentence("pertanyaan", "question"),
    Sentence("kali", "times"),
    Sentence("tidak membantu", "not helpful"),
    Sentence("pertama", "first"),
    Sentence("terakhir", "last"),
)
ASKED_SO = Sentence("Ditanyakan {times}×, terakhir {last}", "Asked {times}×, last on {last}")
ALSO_ASKED = Sentence("<b>Ditanyakan juga</b>", "<b>Also asked</b>")
NEAREST = Sentence("<b>Ketentuan terdekat</b>", "<b>Nearest provisions</b>")
NEAREST_TO = Sentence("<b>Ketentuan terdekat dengan “{words}”</b>", "<b>Provisions nearest to “{words}”</b>")
NOTHING_NEAR = Sentence("Tidak ada ketentuan yang mirip.", "No provision is like it.")
LINK = Sentence("🔗 {number} {locator}", "🔗 {number} {locator}")
LINK_THIS = Sentence("🔗 Tautkan ke ketentuan ini", "🔗 Link to this provision")
SEARCH_ON = Sentence("🔎 Cari lagi", "🔎 Search on")
SEARCH_HOW = Sentence(
    "Balas pesan ini dengan kata-kata Anda sendiri; saya cari ketentuannya.",
    "Reply to this message in your own words, and I will look for the provision.",
)
OUTSIDE = Sentence("🚫 Di luar pokok", "🚫 Outside the subject")
LIST = Sentence("↩️ Daftar", "↩️ List")
TO_QUESTION = Sentence("↩️ Ke pertanyaan", "↩️ To the question")
UNDO = Sentence("↩️ Urungkan", "↩️ Undo")
LINKED = Sentence(
    "🔗 <i>{question}</i>\nkini dijawab dengan {place}.", "🔗 <i>{question}</i>\nis now answered by {place}."
)
LINK_REFUSED = Sentence(
    "Tidak dapat ditautkan: ketentuan itu tidak ada lagi.", "It cannot be linked: the provision is no longer there."
)
PUT_OUTSIDE = Sentence(
    "🚫 <i>{question}</i>\nditandai di luar pokok dan tidak ditampilkan lagi.",
    "🚫 <i>{question}</i>\nis marked as outside the subject and will not be shown again.",
)
UNDONE = Sentence("Diurungkan.", "Undone.")
SETTLED = Sentence("Pertanyaan itu sudah tidak terbuka.", "That question is no longer open.")

MENU_STATISTICS = Sentence("Statistik pertanyaan", "What was asked, in figures")
SPANS = {
    "day": Sentence("{mark}Hari", "{mark}Day"),
    "week": Sentence("{mark}Minggu", "{mark}Week"),
    "month": Sentence("{mark}Bulan", "{mark}Month"),
}
TITLES = {
    "day": Sentence("24 jam terakhir", "The last 24 hours"),
    "week": Sentence("7 hari terakhir", "The last 7 days"),
    "month": Sentence("30 hari terakhir", "The last 30 days"),
}
SUMMARY = Sentence(
    "<b>{span}</b>\n"
    "{people} orang bertanya {questions} kali; {rate}% terjawab.\n"
    "Waktu mencari: biasanya {usual}; 95% selesai dalam {slow}.\n"
    "👍 {helped} · 👎 {did_not_help}\n"
    "<i>Orang dihitung tanpa nama.</i>",
    "<b>{span}</b>\n"
    "{people} people asked {questions} times; {rate}% answered.\n"
    "Time to search: {usual} as a rule; 95% within {slow}.\n"
    "👍 {helped} · 👎 {did_not_help}\n"
    "<i>People are counted without their names.</i>",
)
PEOPLE = Sentence("orang", "people")
QUESTIONS = Sentence("pertanyaan", "questions")
RATE = Sentence("terjawab", "answered")
USUAL = Sentence("waktu biasa", "usual time")
ANSWERED = Sentence("terjawab", "answered")
FAILED = Sentence("tidak terjawab", "not answered")
CITED = Sentence("Paling sering dikutip", "Most often cited")
SECONDS = Sentence("dtk", "s")

MENU_TRIAL = Sentence("Uji jawaban dengan soal", "Try the answers with a question set")
TRIAL = Sentence("Hasil uji", "Trial")
TRYING = Sentence("⏳ Menguji … {done}/{total}", "⏳ Trying … {done}/{total}")
TRYING_ALREADY = Sentence("Uji sedang berjalan; tunggu hasilnya.", "A trial is running already; wait for it.")
TRYING_ANEW = Sentence("♻️ Bot sempat berhenti; uji diulang dari awal.", "♻️ The bot had stopped; the trial begins anew.")
TRIAL_LOST = Sentence(
    "⚠️ Uji tidak dapat diselesaikan. Kirim /uji lagi; bila terulang, lihat catatan sistem.",
    "⚠️ The trial could not be finished. Send /uji again; if that repeats, look into the log.",
)
TRIAL_TITLE = Sentence(
    "<b>Hasil uji</b>: {right} dari {count} soal benar, {share}{change}",
    "<b>Trial</b>: {right} of {count} questions right, {share}{change}",
)
UNCHANGED = Sentence("tetap", "unchanged")
TRIAL_CAPTION = Sentence("Garis tegak: uji sebelumnya.", "The upright lines are the time before.")
FIGURES = {
    "hit_1": Sentence("ketentuan yang tepat di urutan pertama", "the right provision first"),
    "facts": Sentence("isi jawaban lengkap", "the answer holds what it should"),
    "wrongly_refused": Sentence("keliru menyatakan tidak ditemukan", "refused although it is there"),
    "rightly_refused": Sentence("di luar pokok dan ditolak", "outside the subject and refused"),
}
BARS = {
    "right": Sentence("Soal benar", "Questions right"),
    "hit_1": Sentence("Ketentuan tepat", "Right provision"),
    "facts": Sentence("Isi lengkap", "Holds the facts"),
    "wrongly_refused": Sentence("Tidak keliru menolak", "Not wrongly refused"),
    "rightly_refused": Sentence("Menolak yang di luar", "Rightly refused"),
}
WORSE = Sentence("<b>Memburuk sejak uji sebelumnya</b>", "<b>Worse than the time before</b>")
NOTHING_WORSE = Sentence("Tidak ada yang memburuk sejak uji sebelumnya.", "Nothing is worse than the time before.")
BETTER = Sentence("<b>Membaik</b>", "<b>Better</b>")
WRONG = Sentence("<b>Belum benar</b>", "<b>Not right yet</b>")

DIGEST = Sentence("🗓 <b>Ringkasan mingguan</b>", "🗓 <b>The week</b>")
DIGEST_OPEN = Sentence(
    "<b>Belum terjawab</b> ({count} kelompok, /tak_terjawab)", "<b>Not answered yet</b> ({count} groups, /tak_terjawab)"
)
