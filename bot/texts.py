"""Every sentence the bot says, Indonesian and English side by side.

Sentences are Telegram HTML; a value put into one is escaped on its way in.
"""

from dataclasses import dataclass
from html import escape

INDONESIAN, ENGLISH = "id", "en"
LANGUAGES = (INDONESIAN, ENGLISH)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing to say, in each language."""

    id: str
    en: str

    def __call__(self, language: str, **values: object) -> str:
        """Returns the sentence in that language, HTML, with the values escaped and put in."""
        text = self.en if language == ENGLISH else self.id
        return text.format(**{name: escaped(str(value)) for name, value in values.items()})


def escaped(text: str) -> str:
    """Returns text that is not ours as HTML."""
    return escape(text, quote=False)


def written(key: str) -> str:
    """Returns a regulation's key as people write it: "perpres-95-2018" → "Perpres 95/2018"."""
    kind, _, rest = key.partition("-")
    number, _, year = rest.rpartition("-")
    shown = kind.upper() if len(kind) <= 3 else kind.capitalize()
    return f"{shown} {number}/{year}" if number else key


def label(sentence: Sentence, language: str) -> str:
    """Returns a sentence without markup, for a button."""
    return sentence.en if language == ENGLISH else sentence.id


def language_of(code: str | None) -> str:
    """Returns the interface language for a Telegram language code ("en-GB"); Indonesian unless it is English."""
    return ENGLISH if code and code.lower().split("-")[0] == ENGLISH else INDONESIAN


START = Sentence(
    "Saya menjawab pertanyaan tentang Gerakan Menuju 100 Smart City dan peraturannya, langsung dari naskahnya.\n"
    "Tulis saja pertanyaannya; setiap jawaban menyebut pasal dan halamannya. Bantuan: /bantuan",
    "I answer questions about Indonesia's 100 Smart Cities movement and its regulations, straight from the documents.\n"
    "Just write your question; every answer names the article and the page. Help: /help",
)
EXAMPLES = (
    Sentence("Apa saja enam dimensi smart city?", "What are the six dimensions of a smart city?"),
    Sentence("Apa syarat ikut smart city?", "What are the selection parameters?"),
    Sentence("Kabupaten Sleman terpilih tahun berapa?", "When was Sleman selected?"),
)
HELP = Sentence(
    "<b>Cara bertanya</b>\n"
    "• Tulis pertanyaan dengan kata-kata Anda sendiri: <i>syarat ikut smart city apa saja?</i>\n"
    "• Sebut pasalnya bila tahu: <i>psl 5 ayat 2 perpres 95/2018</i>\n"
    "• Pertanyaan lanjutan boleh singkat: <i>kalau untuk kabupaten?</i>\n"
    "• Di grup, sebut @{username}, balas pesan saya, atau pakai /tanya.\n\n"
    "<b>Perintah</b>\n"
    "/panduan – program langkah demi langkah\n"
    "/daerah – keikutsertaan daerah, misalnya <code>/daerah Sleman</code>\n"
    "/siap – periksa kesiapan daerah\n"
    "/pantau – kabar bila peraturan diubah, misalnya <code>/pantau Perpres 95/2018</code>\n"
    "/cari – bagian dokumen menurut kata\n"
    "/istilah – arti istilah, misalnya <code>/istilah SPBE</code>\n"
    "/sumber – dokumen yang saya baca\n"
    "/kabar – terima atau hentikan pengumuman\n"
    "/baru – mulai percakapan baru\n"
    "/bahasa – ganti bahasa\n"
    "/privasi, /hapus_data – apa yang disimpan\n\n"
    "Jawaban dikutip dari dokumen. Bila tidak ada di dalamnya, saya mengatakan tidak ditemukan.",
    "<b>How to ask</b>\n"
    "• Write in your own words: <i>what does a region need to join?</i>\n"
    "• Name the article if you know it: <i>Pasal 5 ayat 2 Perpres 95/2018</i>\n"
    "• A follow-up may be short: <i>and for a regency?</i>\n"
    "• In a group, mention @{username}, reply to me, or use /tanya.\n\n"
    "<b>Commands</b>\n"
    "/panduan – the programme step by step\n"
    "/daerah – how a region took part, such as <code>/daerah Sleman</code>\n"
    "/siap – check your region's readiness\n"
    "/pantau – news when a regulation changes, such as <code>/pantau Perpres 95/2018</code>\n"
    "/cari – passages by words\n"
    "/istilah – what a term means, such as <code>/istilah SPBE</code>\n"
    "/sumber – the documents I read\n"
    "/kabar – hear announcements or stop them\n"
    "/baru – start a new conversation\n"
    "/bahasa – change the language\n"
    "/privasi, /hapus_data – what is stored\n\n"
    "Answers are quoted from the documents. Where they say nothing, I say so.",
)
TRY_ASKING = Sentence("Mungkin maksud Anda:", "You may want to ask:")
WHICH_ONE = Sentence("Yang mana?", "Which one?")
PAGE = Sentence("hlm.", "p.")
GUIDANCE = Sentence("Panduan", "Guidance")
GUIDES = Sentence("Panduan peraturan", "Guides to regulations")
DOCUMENTS = Sentence("<b>{count} dokumen</b> menjadi sumber jawaban.", "Answers come from <b>{count} documents</b>.")
DOCUMENTS_OF = Sentence("<b>{value}</b>: {count} dokumen", "<b>{value}</b>: {count} documents")
BY_KIND = Sentence("🗂 Menurut jenis", "🗂 By kind")
BY_YEAR = Sentence("📅 Menurut tahun", "📅 By year")
BY_STATUS = Sentence("⚖️ Menurut status", "⚖️ By status")
NOT_KNOWN = Sentence("tidak tercatat", "not recorded")
ALL_DOCUMENTS = Sentence("↩️ Daftar dokumen", "↩️ All documents")
TO_DOCUMENT = Sentence("↩️ Isi dokumen", "↩️ Contents")
OPENING_PART = Sentence("Bagian pembuka", "Opening part")
PAGES = Sentence("{count} halaman", "{count} pages")
SOURCE_PAGE = Sentence("Halaman sumber", "Source page")
GAPS = Sentence("⚠️ Tidak terbaca di berkas: {gaps}", "⚠️ Not readable in the file: {gaps}")
NO_DOCUMENTS = Sentence(
    "Belum ada dokumen yang dimuat. Mintalah admin menjalankan <code>python ingest.py</code>.",
    "No documents have been loaded yet. Ask the admin to run <code>python ingest.py</code>.",
)
STATUS = {
    "berlaku": Sentence("berlaku", "in force"),
    "diubah": Sentence("telah diubah", "amended"),
    "dicabut": Sentence("telah dicabut", "revoked"),
}
ASK_WHAT = Sentence(
    "Tulis pertanyaannya setelah perintah, misalnya: <code>/tanya apa itu SPBE?</code>",
    "Write the question after the command, for example: <code>/tanya what is SPBE?</code>",
)
UNKNOWN_COMMAND = Sentence(
    "Perintah itu tidak saya kenal. Lihat /bantuan, atau tulis saja pertanyaannya.",
    "I do not know that command. See /help, or just write your question.",
)
HELLO = Sentence(
    "Halo! Tulis saja pertanyaannya tentang smart city atau peraturannya.",
    "Hello! Just write your question about smart cities or their regulations.",
)
WELCOME = Sentence("Sama-sama. Silakan bertanya lagi kapan saja.", "You are welcome. Ask again any time.")
ONLY_TEXT = Sentence(
    "Saya hanya membaca teks. Silakan ketik pertanyaannya.", "I only read text. Please type your question."
)
NO_ACCESS = Sentence(
    "Bot ini hanya untuk pengguna terdaftar. Mintalah admin menambahkan ID Anda: <code>{id}</code>",
    "This bot is for registered users only. Ask the admin to add your ID: <code>{id}</code>",
)
NO_ACCESS_TOAST = Sentence("Bot ini hanya untuk pengguna terdaftar.", "This bot is for registered users only.")
NOT_INVITED = Sentence(
    "Bot ini hanya untuk yang diundang. Punya kode undangan? Tulis <code>/masuk KODE</code>. "
    "Atau mintalah admin menambahkan ID Anda: <code>{id}</code>",
    "This bot is by invitation. Do you have a code? Write <code>/masuk CODE</code>. "
    "Or ask the admin to add your ID: <code>{id}</code>",
)
ENTER_WHAT = Sentence(
    "Tulis kode undangannya, misalnya: <code>/masuk K7F2-9XQP-3MDA</code>",
    "Write the invitation code, for example: <code>/masuk K7F2-9XQP-3MDA</code>",
)
ENTERED = Sentence(
    "✅ Selamat datang! Anda sekarang boleh bertanya. Tulis saja pertanyaannya.",
    "✅ Welcome! You may ask now. Just write your question.",
)
GROUP_ENTERED = Sentence(
    "✅ Semua anggota grup ini sekarang boleh bertanya: sebut @{username} atau pakai /tanya.",
    "✅ Everyone in this group may ask now: mention @{username} or use /tanya.",
)
ENTERED_BEFORE = Sentence("Anda sudah boleh bertanya di sini; kode tidak terpakai.", "You may ask here already.")
WRONG_CODE = Sentence(
    "Kode itu tidak berlaku (salah, sudah habis, atau dicabut). Mintalah kode baru kepada admin.",
    "That code is not valid (wrong, used up or withdrawn). Ask the admin for a new one.",
)
GUESS_LATER = Sentence(
    "Terlalu banyak kode yang salah. Coba lagi {wait} lagi (pukul {time}).",
    "Too many wrong codes. Try again in {wait} (at {time}).",
)
TOO_MANY = Sentence(
    "Mohon tunggu sebentar: pertanyaan ini belum saya jawab, karena batas pertanyaan tercapai. "
    "Silakan lanjut {wait} lagi (pukul {time}).",
    "One moment, please: this question is not answered yet, as the limit was reached. "
    "Please go on in {wait} (at {time}).",
)
SECONDS = Sentence("{count} detik", "{count} s")
MINUTES = Sentence("{count} menit", "{count} min")
HOURS = Sentence("{count} jam", "{count} h")
HEAR_NEWS = Sentence("📣 Beri tahu saya bila ada pengumuman", "📣 Tell me when there is news")
NEWS_ON = Sentence(
    "📣 Pengumuman dari pengelola akan dikirim ke sini. Berhenti kapan saja: /kabar",
    "📣 Announcements will be sent here. Stop at any time: /kabar",
)
NEWS_OFF = Sentence("🔕 Pengumuman dari pengelola tidak dikirim ke sini.", "🔕 Announcements are not sent here.")
NEWS_BUTTON_ON = Sentence("📣 Kirim pengumuman ke sini", "📣 Send announcements here")
NEWS_BUTTON_OFF = Sentence("🔕 Jangan kirim lagi", "🔕 Send no more")
NEWS_FOOTER = Sentence("📣 <i>Pengumuman · berhenti: /kabar</i>", "📣 <i>Announcement · stop: /kabar</i>")
FAILED = Sentence(
    "Maaf, terjadi gangguan dan pertanyaan ini belum terjawab. Silakan coba lagi.",
    "Sorry, something went wrong and this question was not answered. Please try again.",
)
TAP_FAILED = Sentence("Maaf, terjadi gangguan. Silakan coba lagi.", "Sorry, something went wrong. Please try again.")
NOT_READY = Sentence(
    "Dokumen sedang tidak dapat dibaca. Admin sudah diberi tahu; silakan coba lagi nanti.",
    "The documents cannot be read at the moment. The admin has been told; please try again later.",
)
LATE = Sentence(
    "<i>Maaf terlambat: pertanyaan ini dikirim {hours} jam yang lalu, saat saya sedang tidak aktif.</i>",
    "<i>Sorry for the delay: this was sent {hours} hours ago, while I was not running.</i>",
)
RELATED = Sentence("Pertanyaan terkait:", "Related questions:")
AFRESH = Sentence("Percakapan baru dimulai.", "A new conversation has begun.")
SEE_ALSO = Sentence("📎 Lihat juga", "📎 See also")
BACK = Sentence("↩️ Kembali ke jawaban", "↩️ Back to the answer")
AGAIN = Sentence("🔁 Coba lagi", "🔁 Try again")
COPY = Sentence("📋 Salin", "📋 Copy")
SHARE = Sentence("↗️ Bagikan", "↗️ Share")
THANKS = Sentence("Terima kasih!", "Thank you!")
WHY_NOT = Sentence("Terima kasih. Apa yang kurang?", "Thank you. What was wrong?")
REASONS = (
    Sentence("Pasal keliru", "Wrong article"),
    Sentence("Kurang lengkap", "Incomplete"),
    Sentence("Tidak menjawab", "Off topic"),
    Sentence("Sulit dipahami", "Hard to read"),
)
OUTDATED = Sentence(
    "Dokumennya sudah diperbarui. Silakan tanyakan lagi.", "The documents have been updated. Please ask again."
)
SEE_ALSO_TITLE = Sentence("<b>Lihat juga</b>", "<b>See also</b>")
LOOKING = Sentence("<i>Sedang mencari …</i>", "<i>Searching …</i>")
READING = Sentence("<i>Membaca …</i>", "<i>Reading …</i>")
PICTURE = Sentence("🖼 Gambar", "🖼 Picture")
DRAWING = Sentence("Menyiapkan gambar …", "Preparing the picture …")
NO_PICTURE = {
    "file_gone": Sentence(
        "Berkas aslinya tidak ada lagi; kartu ini dari teks yang terindeks.",
        "The original file is gone; this card shows the indexed text.",
    ),
    "file_changed": Sentence(
        "Berkas aslinya sudah berubah sejak diindeks; kartu ini dari teks yang terindeks.",
        "The original file has changed since; this card shows the indexed text.",
    ),
    "not_drawn": Sentence(
        "Halamannya tidak dapat digambar; kartu ini dari teks yang terindeks.",
        "The page cannot be drawn; this card shows the indexed text.",
    ),
}
TAPPED = Sentence("<i>{question}</i>", "<i>{question}</i>")
SEARCH_WHAT = Sentence(
    "Tulis kata yang dicari, misalnya: <code>/cari peta rencana SPBE</code>",
    "Write the words to look for, for example: <code>/cari peta rencana SPBE</code>",
)
NO_HITS = Sentence("Tidak ada bagian dokumen tentang “{query}”.", "No passage about “{query}”.")
FOUND = Sentence("Bagian dokumen tentang “{query}”:", "Passages about “{query}”:")
TERM_WHAT = Sentence(
    "Tulis istilahnya, misalnya: <code>/istilah SPBE</code>", "Write the term, for example: <code>/istilah SPBE</code>"
)
WHICH_LANGUAGE = Sentence("Pilih bahasa:", "Choose a language:")
LANGUAGE_CHOSEN = Sentence(
    "Baik, saya memakai bahasa Indonesia. Kutipan peraturan tetap seperti naskahnya.",
    "I will use English. Regulations are quoted as they stand, in Indonesian.",
)
LANGUAGE_NAMES = {INDONESIAN: Sentence("Indonesia", "Indonesian"), ENGLISH: Sentence("Inggris", "English")}
NOT_CHOSEN = Sentence("menurut Telegram", "as in Telegram")
PRIVACY = Sentence(
    "<b>Apa yang disimpan</b>\n"
    "• Pertanyaan dan jawabannya disimpan {days} hari tanpa nama dan tanpa nomor Anda, agar tombolnya tetap bekerja "
    "dan jawaban dapat diperbaiki.\n"
    "• Agar pertanyaan lanjutan dipahami, percakapan terakhir diingat 12 jam; agar pertanyaan yang Anda ubah dijawab "
    "di tempatnya, nomor pesan diingat 48 jam. /baru melupakan percakapan.\n"
    "• Untuk centang, kabar, pantauan, dan pengumuman nomor chat disimpan sampai Anda mengakhirinya; bila akses "
    "terbatas, nomor Anda ada dalam daftar akses.\n"
    "• Penilaian 👍 👎 tidak dapat dihubungkan dengan Anda. Berapa orang bertanya dihitung dengan tanda acak tanpa "
    "nomor Anda, terpisah dari pertanyaannya.\n"
    "• Nama Anda tidak disimpan, isi pesan tidak masuk catatan sistem. /hapus_data menghapus semuanya.",
    "<b>What is stored</b>\n"
    "• Questions and answers are kept for {days} days without your name or number, so that their buttons work and "
    "answers can be improved.\n"
    "• To understand follow-ups the last turns are remembered for 12 hours; to answer an edited question in its place "
    "message numbers are remembered for 48 hours. /baru forgets the conversation.\n"
    "• For ticks, reminders, watches and announcements the chat's number is kept until you end them; where access is "
    "restricted, your number is on the list of access.\n"
    "• A 👍 or 👎 cannot be linked to you. How many people ask is counted by marks without your number, apart from "
    "what they asked.\n"
    "• Your name is not stored, and messages never reach the logs. /hapus_data erases everything.",
)
STORED = Sentence(
    "<b>Tersimpan tentang Anda</b>\n"
    "Percakapan yang diingat: {turns}\nPesan yang dapat diubah: {shown}\nCentang dan jawaban kesiapan: {ticks}\n"
    "Kabar dan pantauan: {reminders}\nBahasa: {chosen}",
    "<b>Stored on you</b>\nTurns remembered: {turns}\nMessages that can be edited: {shown}\n"
    "Ticks and readiness answers: {ticks}\nReminders and watches: {reminders}\nLanguage: {chosen}",
)
ERASE_ALL = Sentence("🗑 Hapus semuanya", "🗑 Erase all of it")
ERASED = Sentence("Semua data Anda sudah dihapus.", "All your data has been erased.")
ASK_IN_PRIVATE = Sentence("Tanya di chat pribadi", "Ask in a private chat")
GUIDE_TITLE = Sentence(
    "<b>Program smart city, langkah demi langkah</b>\nPilih langkah: syarat, daftar periksa, dan aturannya.",
    "<b>The smart city programme, step by step</b>\nChoose a step to see what it takes, a checklist and the rules.",
)
TO_PREPARE = Sentence("<b>Yang perlu disiapkan</b>", "<b>What to prepare</b>")
RULES_THAT_APPLY = Sentence("<b>Aturan</b>: {rules}", "<b>Rules</b>: {rules}")
WRITTEN_IN = Sentence("<i>Sumber: {document} – {section}</i>", "<i>Source: {document} – {section}</i>")
OPEN_SOURCE = Sentence("📄 Baca sumbernya", "📄 Read the source")
ALL_STEPS = Sentence("Semua langkah", "All steps")
REGION_WHAT = Sentence(
    "Tulis nama daerahnya, misalnya: <code>/daerah Sleman</code>",
    "Write the region's name, for example: <code>/daerah Sleman</code>",
)
NO_REGION = Sentence(
    "“{name}” tidak ada dalam daftar tahun {years}. Periksa ejaannya, atau tanyakan dengan kalimat lengkap.",
    "“{name}” is in none of the lists of {years}. Check the spelling, or ask in a full sentence.",
)
PHASE = Sentence(" (tahap {phase})", " (phase {phase})")
HOW = {
    "terpilih": Sentence("terpilih", "selected"),
    "contoh": Sentence("disebut sebagai contoh; tidak ada daftar lengkap", "named as an example; no full list exists"),
    "diperkirakan": Sentence("diperkirakan ikut, belum dapat dipastikan", "presumably took part, not certain"),
    "dipertentangkan": Sentence("sumber saling berbeda", "sources disagree"),
    "mengulang": Sentence("ikut kembali", "took part again"),
    "provinsi": Sentence("ikut sebagai provinsi", "took part as a province"),
}
NOT_IN_LISTS = Sentence("Tidak ada dalam daftar terpilih: {years}.", "Not in the lists of those selected: {years}.")
NO_FULL_LIST = Sentence(
    "Untuk {years} tidak ada daftar lengkap, jadi keikutsertaannya tidak dapat dipastikan.",
    "There is no full list for {years}, so that taking part then cannot be told.",
)
ELEMENTS = {
    "struktur": Sentence("Struktur", "Structure"),
    "infrastruktur": Sentence("Infrastruktur", "Infrastructure"),
    "suprastruktur": Sentence("Suprastruktur", "Superstructure"),
    "seleksi": Sentence("Parameter seleksi", "Selection"),
}
YES, PARTLY, NO = Sentence("Ya", "Yes"), Sentence("Sebagian", "Partly"), Sentence("Belum", "No")
BEGIN_AGAIN = Sentence("🔁 Ulangi dari awal", "🔁 Start again")
READINESS_TITLE = Sentence("Kesiapan smart city", "Smart city readiness")
READINESS_CAPTION = Sentence("Ringkasan kesiapan menurut jawaban Anda.", "Readiness according to your answers.")
READINESS_RESULT = Sentence("<b>Kesiapan menurut jawaban Anda</b>", "<b>Readiness according to your answers</b>")
GAPS_TITLE = Sentence("<b>Yang perlu dikerjakan</b>", "<b>What to work on</b>")
MORE_GAPS = Sentence("… dan {count} hal lain.", "… and {count} more.")
NO_GAPS = Sentence("Tidak ada kesenjangan. Lanjutkan dengan /panduan.", "No gaps. Go on with /panduan.")
REMIND = Sentence("🔔 Kabari saya", "🔔 Tell me later")
WATCH = Sentence("👁 Pantau", "👁 Watch")
WILL_TELL = Sentence(
    "Baik. Begitu dokumen baru menjawabnya, saya kirim jawabannya ke sini. Daftar: /pantau",
    "Fine. As soon as a new document answers it, I will send the answer here. List: /pantau",
)
NOW_ANSWERED = Sentence(
    "🔔 Pertanyaan Anda kini terjawab: <i>{question}</i>", "🔔 Your question can be answered now: <i>{question}</i>"
)
WATCH_WHAT = Sentence(
    "Sebut peraturan dengan nomor dan tahunnya, misalnya: <code>/pantau Perpres 95/2018</code>",
    "Name a regulation with its number and year, for example: <code>/pantau Perpres 95/2018</code>",
)
WATCHING = Sentence(
    "👁 <b>{regulation}</b> dipantau. Bila dokumen baru mengubah, mencabut, atau melaksanakannya, saya kabari di sini. "
    "Daftar: /pantau",
    "👁 Watching <b>{regulation}</b>. If a new document amends, revokes or implements it, I will tell you here. "
    "List: /pantau",
)
WATCHING_TOAST = Sentence("Dipantau. Daftar: /pantau", "Watching it. List: /pantau")
WATCHED_TITLE = Sentence("<b>Yang akan saya kabarkan</b>", "<b>What I will tell you about</b>")
NOTHING_WATCHED = Sentence(
    "Belum ada yang dipantau. Contoh: <code>/pantau Perpres 95/2018</code>",
    "Nothing is being watched. Example: <code>/pantau Perpres 95/2018</code>",
)
END_NUMBER = Sentence("✖ {number}", "✖ {number}")
ENDED = Sentence("Dihentikan.", "Ended.")
EFFECTS = Sentence("<b>{regulation}</b> menurut dokumen yang ada:", "<b>{regulation}</b> according to the documents:")
VERBS = {
    "mengubah": Sentence("diubah oleh", "amended by"),
    "mencabut": Sentence("dicabut oleh", "revoked by"),
    "melaksanakan": Sentence("dilaksanakan oleh", "implemented by"),
}
GROUP_HELLO = Sentence(
    "Halo! Sebut @{username}, balas pesan saya, atau tulis <code>/tanya pertanyaan</code>. Pesan lain tidak saya baca.",
    "Hello! Mention @{username}, reply to me, or write <code>/tanya question</code>. I do not read other messages.",
)

MENU_ASK = Sentence("Ajukan pertanyaan", "Ask a question")
MENU_SEARCH = Sentence("Cari bagian dokumen", "Search the documents")
MENU_TERM = Sentence("Arti istilah, misalnya SPBE", "What a term means, such as SPBE")
MENU_GUIDE = Sentence("Program langkah demi langkah", "The programme step by step")
MENU_REGION = Sentence("Keikutsertaan suatu daerah", "How a region took part")
MENU_READINESS = Sentence("Periksa kesiapan daerah", "Check your region's readiness")
MENU_WATCH = Sentence("Pantau perubahan peraturan", "Watch a regulation for changes")
MENU_NEWS = Sentence("Pengumuman: terima atau berhenti", "Announcements: on or off")
MENU_SOURCES = Sentence("Dokumen yang dibaca", "The documents")
MENU_AFRESH = Sentence("Mulai percakapan baru", "Start a new conversation")
MENU_LANGUAGE = Sentence("Ganti bahasa", "Change the language")
MENU_HELP = Sentence("Cara bertanya", "How to ask")
MENU_PRIVACY = Sentence("Apa yang disimpan", "What is stored")
MENU_ERASE = Sentence("Hapus data saya", "Erase my data")
DESCRIPTION = Sentence(
    "Tanyakan apa saja tentang Gerakan Menuju 100 Smart City dan peraturannya: SPBE, pemerintahan daerah, data, "
    "informasi publik. Setiap jawaban dikutip dari naskahnya, lengkap dengan pasal dan halaman.",
    "Ask anything about Indonesia's 100 Smart Cities movement and its regulations. Every answer is quoted from the "
    "documents, with the article and the page.",
)
SHORT_DESCRIPTION = Sentence(
    "Jawaban tentang smart city dan peraturannya, dikutip dari naskahnya.",
    "Answers about smart cities and their regulations, quoted from the documents.",
)
