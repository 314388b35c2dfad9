"""What only the console chat says; written as those in `texts.py`."""

from bot.texts import Sentence

SEARCHING = Sentence("Mencari di dokumen …", "Searching the documents …")
OPENING = Sentence("Membuka dokumen …", "Opening the documents …")
START = Sentence(
    "Tanyakan apa saja tentang program smart city dan peraturannya.\n"
    "/sumber daftar dokumen · /baru percakapan baru · /bantuan · /keluar",
    "Ask anything about the smart city programme and its regulations.\n"
    "/sumber the documents · /baru new conversation · /help · /exit",
)
HELP = Sentence(
    "Tulis pertanyaan dengan kata-kata sendiri, atau sebut pasalnya: psl 5 ayat 2 perpres 95/2018.\n"
    "Pertanyaan lanjutan boleh singkat: kalau untuk kabupaten?\n"
    "/sumber   dokumen yang dibaca\n"
    "/baru     mulai percakapan baru\n"
    "/bantuan  halaman ini\n"
    "/keluar   selesai",
    "Write a question in your own words, or name the article: Pasal 5 ayat 2 Perpres 95/2018.\n"
    "A follow-up may be short: and for a regency?\n"
    "/sumber  the documents\n"
    "/baru    new conversation\n"
    "/help    this page\n"
    "/exit    leave",
)
TABLE = (
    Sentence("Dokumen", "Document"),
    Sentence("Tahun", "Year"),
    Sentence("Pasal", "Pasal"),
    Sentence("Status", "Status"),
)
