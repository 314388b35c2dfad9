"""What the bot says to admins about documents: sending, keeping, removing them. Written as in `texts.py`."""

from bot.texts import Sentence

MENU_DOCUMENTS = Sentence("Kelola dokumen", "Manage documents")
MENU_INGEST = Sentence("Indeks ulang folder dokumen", "Re-index the documents' folder")
MENU_ROLLBACK = Sentence("Kembali ke versi indeks sebelumnya", "Return to the index version before")

# what is sent

CHECKING = Sentence("📥 <b>{name}</b>\nDiterima, sedang diperiksa …", "📥 <b>{name}</b>\nReceived, being checked …")
QUEUED = Sentence(
    "📥 <b>{name}</b>\nDiterima. Antre: {count} pekerjaan lain diselesaikan dulu; layanan tetap berjalan.",
    "📥 <b>{name}</b>\nReceived. In line: {count} other jobs are finished first; the service goes on.",
)
TAKEN_UP = Sentence(
    "♻️ Bot sempat berhenti; pekerjaan ini dilanjutkan, tidak ada yang hilang.",
    "♻️ The bot was interrupted; this job is taken up again, nothing is lost.",
)
TOO_LARGE = Sentence(
    "<b>{name}</b> lebih besar dari {limit} MB, batas Telegram untuk bot. Pilihan lain: kirim tautannya di sini, "
    "jalankan <code>python ingest.py add URL</code> di server, atau salin ke folder dokumen lalu kirim /ingest.",
    "<b>{name}</b> is larger than {limit} MB, Telegram's limit for bots. Instead, send a link to it here, run "
    "<code>python ingest.py add URL</code> on the server, or copy it into the documents' folder and send /ingest.",
)
NOT_A_PHOTO = Sentence(
    "Foto dikecilkan Telegram sehingga tulisannya sulit dikenali. Kirim sebagai berkas: 📎 › Berkas (bukan Galeri).",
    "Telegram shrinks photos until their text is hard to recognise. Send it as a file: 📎 › File (not Gallery).",
)
PROBLEMS = {
    "EmptyFileError": Sentence(
        "{name}: berkas kosong (0 bita); kirim ulang dari aslinya.",
        "{name}: the file is empty (0 bytes); send it again from the original.",
    ),
    "FileTypeError": Sentence(
        "{name}: jenis berkas ini tidak dapat dibaca; kirim PDF, DOCX, XLSX, PPTX, ODT, HTML, TXT, gambar, atau ZIP.",
        "{name}: this type of file cannot be read; send PDF, DOCX, XLSX, PPTX, ODT, HTML, TXT, an image or a ZIP.",
    ),
    "MacroError": Sentence(
        "{name}: berisi makro, jadi tidak diterima; simpan tanpa makro (.docx, .xlsx, .pptx) atau sebagai PDF.",
        "{name}: holds macros and is not let in; save it without them (.docx, .xlsx, .pptx) or as a PDF.",
    ),
    "ProtectedError": Sentence(
        "{name}: dilindungi kata sandi atau berformat Office lama; simpan salinan tanpa sandi, lalu kirim lagi.",
        "{name}: protected by a password or in an old Office format; save an open copy and send that.",
    ),
    "ProtectedError.pdf": Sentence(
        "{name}: dilindungi kata sandi; simpan salinan tanpa sandi, lalu kirim lagi.",
        "{name}: protected by a password; save an open copy and send that.",
    ),
    "TooLongError": Sentence(
        "{name}: halamannya melebihi batas (UPLOAD_PAGES); bagi berkas itu.",
        "{name}: it has more pages than allowed (UPLOAD_PAGES); split the file.",
    ),
    "NoTextError": Sentence(
        "{name}: tidak ada teks yang dapat dibaca; periksa apakah berkasnya benar.",
        "{name}: there is no text in it that can be read; check that it is the right file.",
    ),
    "MissingToolError": Sentence(
        "{name}: hasil pindai, dan pengenal hurufnya belum terpasang di server (tesseract-ocr, tesseract-ocr-ind).",
        "{name}: a scan, and character recognition is not installed on the server (tesseract-ocr, tesseract-ocr-ind).",
    ),
    "DiskFull": Sentence(
        "{name}: disk server penuh; tidak ada yang hilang. Kosongkan ruang, lalu kirim lagi.",
        "{name}: the server's disk is full; nothing is lost. Free some space and send it again.",
    ),
    "MemoryError": Sentence(
        "{name}: terlalu besar untuk memori yang diizinkan (UPLOAD_MEGABYTES); bagi berkas itu.",
        "{name}: too large for the memory allowed (UPLOAD_MEGABYTES); split the file.",
    ),
}
OTHER_PROBLEM = Sentence("{name}: tidak diterima: {detail}", "{name}: not let in: {detail}")
LOST = Sentence(
    "⚠️ <b>{name}</b>: pembacanya berhenti mendadak, mungkin kehabisan memori; bagi berkas itu, lalu kirim lagi.",
    "⚠️ <b>{name}</b>: its reader died, perhaps for want of memory; split the file and send it again.",
)
LATE = Sentence(
    "⚠️ <b>{name}</b>: tidak selesai dibaca dalam waktunya (UPLOAD_SECONDS); bagi berkas itu, lalu kirim lagi.",
    "⚠️ <b>{name}</b>: could not be read in time (UPLOAD_SECONDS); split the file and send it again.",
)
FAILED = Sentence("⚠️ <b>{name}</b>: {reason}", "⚠️ <b>{name}</b>: {reason}")
NOT_FETCHED = Sentence(
    "⚠️ <b>{name}</b>: tidak dapat diambil dari Telegram; kirim ulang.",
    "⚠️ <b>{name}</b>: could not be fetched from Telegram; send it again.",
)
NOT_DONE = Sentence(
    "⚠️ <b>{name}</b>: gagal karena kesalahan di server; yang lama tetap melayani. Coba lagi nanti.",
    "⚠️ <b>{name}</b>: failed for a fault on the server; the old version goes on serving. Try again later.",
)
SAME = Sentence(
    "{name}: isinya sama persis dengan <b>{title}</b> yang sudah tersimpan; tidak ada yang perlu dilakukan.",
    "{name}: the very same file as <b>{title}</b>, which is kept already; nothing needs to be done.",
)
SAME_WAITING = Sentence(
    "{name}: berkas yang sama sudah menunggu keputusan; lihat /dokumen.",
    "{name}: the same file is already waiting for a decision; see /dokumen.",
)

# how it goes

STAGES = {
    "fetch": Sentence("Mengambil dari Telegram", "Fetching from Telegram"),
    "download": Sentence("Mengunduh", "Downloading"),
    "pages": Sentence("Membaca halaman", "Reading pages"),
    "passages": Sentence("Menguraikan menjadi bagian", "Parsing into passages"),
    "read": Sentence("Membaca dokumen", "Reading documents"),
    "index": Sentence("Mengindeks bagian", "Indexing passages"),
    "bank": Sentence("Memasang bank pertanyaan", "Attaching the question bank"),
    "audit": Sentence("Memeriksa versi baru", "Checking the new version"),
}
WAITING = Sentence(
    "Menunggu ingest lain (proses {what}) selesai; layanan tetap berjalan",
    "Waiting for another ingest (process {what}); the service goes on",
)
WORKING = Sentence("⏳ <b>{name}</b>\n{stage}", "⏳ <b>{name}</b>\n{stage}")

# the report

FILE = Sentence("📄 {name}", "📄 {name}")
PAGES = Sentence("{count} halaman", "{count} pages")
PASSAGES = Sentence("{count} bagian", "{count} passages")
ARTICLES = Sentence("✅ {count} Pasal ditemukan, tanpa celah", "✅ {count} articles (Pasal) found, no gaps")
GAPS = Sentence("⚠️ {count} Pasal ditemukan; {gaps}", "⚠️ {count} articles (Pasal) found; {gaps}")
NO_ARTICLES = Sentence("ℹ️ Tanpa Pasal: dibaca sebagai panduan", "ℹ️ No articles: read as guidance")
SCAN = Sentence(
    "{mark} Hasil pindai: {count} halaman, keyakinan {percent}%", "{mark} Scan: {count} pages, confidence {percent}%"
)
BAD_SCAN = Sentence("periksa beberapa kutipan sebelum menyimpan", "check some quotations before you save it")
DOES = Sentence("🔗 {verb} {target} ({locator})", "🔗 {verb} {target} ({locator})")
FATE = Sentence("⚖️ {verb} {title}", "⚖️ {verb} {title}")
DONE_VERBS = {
    "mengubah": Sentence("mengubah", "amends"),
    "mencabut": Sentence("mencabut", "revokes"),
    "melaksanakan": Sentence("melaksanakan", "carries out"),
}
SUFFERED_VERBS = {
    "mengubah": Sentence("diubah oleh", "amended by"),
    "mencabut": Sentence("dicabut oleh", "revoked by"),
    "melaksanakan": Sentence("dilaksanakan oleh", "carried out by"),
}
NO_RELATION = Sentence("⚖️ Tidak mengubah atau mencabut peraturan lain", "⚖️ Amends and revokes no other regulation")
QUESTIONS = Sentence("💬 {count} pertanyaan bank terpasang", "💬 {count} questions of the bank attach")
UNATTACHED = Sentence("{count} tanpa tempat", "{count} without a place")
EARLIER = Sentence("🔄 Sudah ada: <b>{title}</b>", "🔄 Already there: <b>{title}</b>")
NO_CHANGE = Sentence("tidak ada Pasal yang berbeda", "no article differs")
ADDED = Sentence("baru: {places}", "new: {places}")
TAKEN_AWAY = Sentence("hilang: {places}", "missing: {places}")
CHANGED = Sentence("berubah: {places}", "changed: {places}")
AND_MORE = Sentence("… dan {count} lagi", "… and {count} more")
NOT_YET = Sentence(
    "Belum dapat dicari. Simpan?",
    "It cannot be found yet. Save it?",
)
SEVERAL = Sentence("📥 <b>{count} dokumen</b>", "📥 <b>{count} documents</b>")
DOCUMENTS = Sentence("{count} dokumen", "{count} documents")
SAVE = Sentence("💾 Simpan", "💾 Save")
SAVE_NUMBER = Sentence("💾 Simpan ({count})", "💾 Save ({count})")
REPLACE = Sentence("🔄 Ganti yang lama", "🔄 Replace the old one")
CANCEL = Sentence("✖ Batalkan", "✖ Cancel")
SAVE_ANYWAY = Sentence("💾 Tetap simpan", "💾 Save it anyway")
UNDO = Sentence("↩️ Urungkan", "↩️ Undo")

# decisions

SAVING = Sentence("💾 <b>{name}</b>\nMenyimpan …", "💾 <b>{name}</b>\nSaving …")
SAVING_QUEUED = Sentence(
    "💾 <b>{name}</b>\nAntre: {count} pekerjaan lain diselesaikan dulu; layanan tetap berjalan.",
    "💾 <b>{name}</b>\nIn line: {count} other jobs are finished first; the service goes on.",
)
CANCELLED = Sentence(
    "✖ <b>{name}</b>: dibatalkan; tidak ada yang disimpan.", "✖ <b>{name}</b>: cancelled; nothing was kept."
)
DECIDED_BY_OTHER = Sentence(
    "Sudah diputuskan oleh admin lain ({who}): {what}.", "Another admin ({who}) has decided already: {what}."
)
DECISIONS = {
    "new": Sentence("sedang diperiksa", "being checked"),
    "offered": Sentence("menunggu keputusan", "waiting for a decision"),
    "decided": Sentence("sedang disimpan", "being saved"),
    "undoing": Sentence("sedang diurungkan", "being undone"),
    "done": Sentence("disimpan", "saved"),
    "cancelled": Sentence("dibatalkan", "cancelled"),
    "failed": Sentence("gagal", "failed"),
}
SAVED = Sentence(
    "✅ <b>{name}</b> tersimpan dan dapat ditanya (versi {version}).",
    "✅ <b>{name}</b> is saved and can be asked about (version {version}).",
)
LEFT_OUT = Sentence(
    "ℹ️ {name}: salinan yang sudah ada ({document}) dipakai: {reason}.",
    "ℹ️ {name}: the copy that was there ({document}) is used: {reason}.",
)
REFUSED = Sentence(
    "⚠️ <b>{name}</b>: versi baru ditolak pemeriksaan, yang lama tetap melayani:\n{problems}",
    "⚠️ <b>{name}</b>: the check refused the new version, the old one goes on serving:\n{problems}",
)
UNDONE = Sentence(
    "↩️ <b>{name}</b>: diurungkan; kembali menunggu keputusan.",
    "↩️ <b>{name}</b>: undone; it waits for a decision again.",
)

# documents

LIST = Sentence("<b>{count} dokumen</b> dalam indeks.", "<b>{count} documents</b> in the index.")
PENDING = Sentence("📥 Menunggu keputusan ({count})", "📥 Waiting for a decision ({count})")
PENDING_TITLE = Sentence("<b>Menunggu keputusan</b> ({count})", "<b>Waiting for a decision</b> ({count})")
NOTHING_PENDING = Sentence("Tidak ada yang menunggu keputusan.", "Nothing waits for a decision.")
SAVE_ALL = Sentence("💾 Simpan semua ({count})", "💾 Save all ({count})")
BACK_TO_LIST = Sentence("↩️ Daftar", "↩️ List")
REREAD = Sentence("🔁 Ingest ulang", "🔁 Ingest again")
REMOVE = Sentence("🗑 Hapus", "🗑 Remove")
DETAIL_FILE = Sentence("Berkas: {file}", "File: {file}")
DETAIL_GAPS = Sentence("Celah: {gaps}", "Gaps: {gaps}")
SHIPPED = Sentence(
    "Berkasnya di luar folder dokumen kantor, jadi tidak dihapus dari sini.",
    "Its file lies outside the office's folders, so it is not removed from here.",
)
ASK_REMOVE = Sentence(
    "Hapus <b>{name}</b>? Berkasnya disimpan {days} hari dan penghapusan dapat diurungkan.",
    "Remove <b>{name}</b>? Its file is kept for {days} days and the removal can be undone.",
)
YES_REMOVE = Sentence("🗑 Ya, hapus", "🗑 Yes, remove")
NO_KEEP = Sentence("Tidak jadi", "Keep it")
REMOVING = Sentence("🗑 <b>{name}</b>\nMenghapus …", "🗑 <b>{name}</b>\nRemoving …")
REMOVED = Sentence(
    "🗑 <b>{name}</b> dihapus. Berkasnya disimpan {days} hari.",
    "🗑 <b>{name}</b> was removed. Its file is kept for {days} days.",
)
RESTORING = Sentence("↩️ <b>{name}</b>\nMengembalikan …", "↩️ <b>{name}</b>\nBringing it back …")
RESTORED = Sentence("✅ <b>{name}</b> kembali dan dapat ditanya.", "✅ <b>{name}</b> is back and can be asked about.")
REREADING = Sentence("🔁 <b>{name}</b>\nMembaca ulang …", "🔁 <b>{name}</b>\nReading it again …")
REREAD_DONE = Sentence("✅ <b>{name}</b> dibaca ulang.", "✅ <b>{name}</b> was read again.")
FOLDER = Sentence("Folder dokumen", "The documents' folder")
INGESTING = Sentence("🔁 <b>{name}</b>\nMemeriksa berkas …", "🔁 <b>{name}</b>\nLooking at the files …")
INGESTED = Sentence(
    "✅ <b>Folder dokumen</b>: {counts} · {seconds} detik",
    "✅ <b>The documents' folder</b>: {counts} · {seconds} seconds",
)
COUNTS = {
    "added": Sentence("{count} baru", "{count} new"),
    "changed": Sentence("{count} berubah", "{count} changed"),
    "moved": Sentence("{count} pindah", "{count} moved"),
    "unchanged": Sentence("{count} tetap", "{count} unchanged"),
    "failed": Sentence("{count} gagal", "{count} failed"),
}
NOTHING_THERE = Sentence("tidak ada berkas", "no files")
ASK_ROLLBACK = Sentence(
    "Kembali dari versi {version} ke versi {before}? Berkas di folder tetap ada; /ingest memuat isinya lagi.",
    "Return from version {version} to version {before}? Files stay as they are: /ingest brings their content again.",
)
YES_ROLLBACK = Sentence("⏪ Ya, kembali ke {before}", "⏪ Yes, return to {before}")
NO_ROLLBACK = Sentence(
    "Belum ada versi indeks sebelumnya untuk dikembalikan.", "There is no earlier version of the index to return to."
)
ROLLING_BACK = Sentence("⏪ <b>{name}</b>\nMengembalikan …", "⏪ <b>{name}</b>\nReturning …")
ROLLED_BACK = Sentence(
    "⏪ Versi {version} dipakai lagi. /ingest memuat kembali isi folder dokumen.",
    "⏪ Version {version} serves again. /ingest brings back what is in the documents' folder.",
)
VERSION = Sentence("Versi indeks", "Version of the index")
UNTOUCHED = Sentence("Tidak jadi; tidak ada yang berubah.", "Nothing was changed.")
