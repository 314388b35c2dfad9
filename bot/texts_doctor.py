"""What `python -m bot doctor` says, as plain text for a terminal."""

from bot.texts import Sentence

SETTINGS = Sentence("Setelan", "Settings")
SETTINGS_OK = Sentence("semuanya dapat dipakai", "all can be used")
MISTYPED = Sentence("{name} dalam .env tidak dikenal; maksudnya {near}?", "{name} in .env is unknown; is it {near}?")
TOKEN = Sentence("Token Telegram", "Telegram token")
TOKEN_MISSING = Sentence(
    "belum diisi, hanya obrolan terminal yang jalan. Buat bot di @BotFather, lalu isi TELEGRAM_BOT_TOKEN.",
    "not set, so that only the console chat runs. Make a bot with @BotFather and set TELEGRAM_BOT_TOKEN.",
)
TOKEN_OK = Sentence("diterima, bot @{name}", "accepted, bot @{name}")
TOKEN_REFUSED = Sentence("ditolak. Salin lagi dari @BotFather.", "refused. Copy it again from @BotFather.")
TELEGRAM_UNREACHABLE = Sentence(
    "Telegram tidak terjangkau ({reason}). Periksa jaringan, proksi, dan TELEGRAM_API_BASE_URL.",
    "Telegram cannot be reached ({reason}). Check network, proxy and TELEGRAM_API_BASE_URL.",
)
ADMINS = Sentence("Admin", "Admins")
ADMINS_OK = Sentence("{count} dalam ADMIN_IDS", "{count} in ADMIN_IDS")
ADMINS_MISSING = Sentence(
    "belum ada; tidak ada yang dapat mengelola dari chat. Isi ADMIN_IDS dengan ID Anda.",
    "none; nobody can administer from the chat. Set ADMIN_IDS to your id.",
)
UPDATES = Sentence("Kiriman Telegram", "Delivery")
POLLING = Sentence("diambil sendiri (polling)", "fetched (polling)")
WEBHOOK_OTHER = Sentence(
    "masih terpasang webhook {url}; dilepas saat bot mulai.",
    "a webhook {url} is still set; it goes when the bot starts.",
)
WEBHOOK_OK = Sentence("WEBHOOK_URL terjangkau dan menolak yang bukan Telegram", "WEBHOOK_URL answers, to Telegram only")
WEBHOOK_NOT_RUNNING = Sentence(
    "proksi menjawab {status}: bot tidak berjalan di baliknya. Jalankan bot lalu periksa lagi.",
    "the proxy answers {status}: the bot does not run behind it. Start the bot and look again.",
)
WEBHOOK_ELSEWHERE = Sentence(
    "alamat itu menjawab {status}, bukan bot ini. Periksa proksi: teruskan jalurnya ke porta {port}.",
    "that address answers {status} and is not this bot. Let the proxy pass its path to port {port}.",
)
WEBHOOK_UNREACHABLE = Sentence(
    "WEBHOOK_URL tidak terjangkau ({reason}). Periksa DNS, sertifikat, dan proksi.",
    "WEBHOOK_URL cannot be reached ({reason}). Check DNS, certificate and proxy.",
)
WEBHOOK_FAILED = Sentence("Telegram melaporkan: {reason}", "Telegram reports: {reason}")
DATABASE = Sentence("Basis data bot", "The bot's database")
DATABASE_OK = Sentence("dapat dibuka", "can be opened")
DATABASE_NEW = Sentence("dibuat saat bot mulai", "is made when the bot starts")
DATABASE_PROBLEM = Sentence(
    "tidak dapat dibuka ({reason}). Periksa DATABASE_URL dan hak folder.",
    "cannot be opened ({reason}). Check DATABASE_URL and the folder's rights.",
)
OCR = Sentence("Tesseract (hasil pindai)", "Tesseract (scans)")
OCR_OK = Sentence("terpasang, dengan bahasa Indonesia", "installed, with Indonesian")
OCR_MISSING = Sentence(
    "tidak terpasang; hasil pindai tidak terbaca. Pasang: apt-get install tesseract-ocr tesseract-ocr-ind",
    "not installed; scans cannot be read. Install: apt-get install tesseract-ocr tesseract-ocr-ind",
)
OCR_NO_INDONESIAN = Sentence(
    "tanpa bahasa Indonesia. Pasang: apt-get install tesseract-ocr-ind",
    "without Indonesian. Install: apt-get install tesseract-ocr-ind",
)
FOLDER_OK = Sentence("{path} dapat dibaca dan ditulis", "{path} can be read and written")
DISK = Sentence("Ruang disk", "Disk space")
DISK_OK = Sentence("{free} MB kosong; perlu {need} MB", "{free} MB free; {need} MB needed")
DISK_SHORT = Sentence(
    "hanya {free} MB kosong; ingest memerlukan {need} MB. Kosongkan ruang.",
    "only {free} MB free; an ingest needs {need} MB. Free some space.",
)
INDEX = Sentence("Indeks", "Index")
INDEX_OK = Sentence("{count} dokumen", "{count} documents")
MODEL = Sentence("Model", "Model")
MODEL_OK = Sentence("dapat dimuat", "loads")
LLM = Sentence("LLM", "LLM")
LLM_NONE = Sentence("tidak dipakai; jawaban berupa kutipan", "not used; answers are extracts")
LLM_OK = Sentence("{name} dapat dipakai", "{name} can be used")
PROBLEM = Sentence("{reason}", "{reason}")
ALL_WELL = Sentence("Tidak ada yang kurang.", "Nothing is missing.")
TROUBLES = Sentence("{count} hal perlu diperbaiki.", "{count} to be mended.")
