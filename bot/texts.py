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
    Sentence("Apa isi Pasal 5 ayat (2) Perpres 95/2018?", "What does Pasal 5 ayat (2) of Perpres 95/2018 say?"),
    Sentence("Apa syarat daerah ikut program smart city?", "How is a region selected for the programme?"),
)
HELP = Sentence(
    "<b>Cara bertanya</b>\n"
    "• Tulis pertanyaan dengan kata-kata Anda sendiri: <i>syarat ikut smart city apa saja?</i>\n"
    "• Sebut pasalnya bila tahu: <i>psl 5 ayat 2 perpres 95/2018</i>\n"
    "• Pertanyaan lanjutan boleh singkat: <i>kalau untuk kabupaten?</i>\n"
    "• Di grup, sebut @{username}, balas pesan saya, atau pakai /tanya.\n\n"
    "<b>Perintah</b>\n"
    "/sumber – dokumen yang saya baca\n"
    "/bantuan – halaman ini\n\n"
    "Jawaban dikutip dari dokumen. Bila tidak ada di dalamnya, saya mengatakan tidak ditemukan.",
    "<b>How to ask</b>\n"
    "• Write in your own words: <i>what does a region need to join?</i>\n"
    "• Name the article if you know it: <i>Pasal 5 ayat 2 Perpres 95/2018</i>\n"
    "• A follow-up may be short: <i>and for a regency?</i>\n"
    "• In a group, mention @{username}, reply to me, or use /tanya.\n\n"
    "<b>Commands</b>\n"
    "/sumber – the documents I read\n"
    "/help – this page\n\n"
    "Answers are quoted from the documents. Where they say nothing, I say so.",
)
TRY_ASKING = Sentence("Mungkin maksud Anda:", "You may want to ask:")
WHICH_ONE = Sentence("Yang mana?", "Which one?")
PAGE = Sentence("hlm.", "p.")
GUIDANCE = Sentence("Panduan", "Guidance")
DOCUMENTS = Sentence("<b>{count} dokumen</b> menjadi sumber jawaban:", "Answers come from <b>{count} documents</b>:")
NO_DOCUMENTS = Sentence(
    "Belum ada dokumen yang dimuat. Mintalah admin menjalankan <code>python ingest.py</code>.",
    "No documents have been loaded yet. Ask the admin to run <code>python ingest.py</code>.",
)
STATUS = {
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
ONLY_TEXT = Sentence(
    "Saya hanya membaca teks. Silakan ketik pertanyaannya.", "I only read text. Please type your question."
)
NO_ACCESS = Sentence(
    "Bot ini hanya untuk pengguna terdaftar. Mintalah admin menambahkan ID Anda: <code>{id}</code>",
    "This bot is for registered users only. Ask the admin to add your ID: <code>{id}</code>",
)
FAILED = Sentence(
    "Maaf, terjadi gangguan dan pertanyaan ini belum terjawab. Silakan coba lagi.",
    "Sorry, something went wrong and this question was not answered. Please try again.",
)
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
SEARCHING = Sentence("Mencari di dokumen …", "Searching the documents …")
OPENING = Sentence("Membuka dokumen …", "Opening the documents …")
CONSOLE_START = Sentence(
    "Tanyakan apa saja tentang program smart city dan peraturannya.\n"
    "/sumber daftar dokumen · /baru percakapan baru · /bantuan · /keluar",
    "Ask anything about the smart city programme and its regulations.\n"
    "/sumber the documents · /baru new conversation · /help · /exit",
)
CONSOLE_HELP = Sentence(
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
CONSOLE_TABLE = (
    Sentence("Dokumen", "Document"),
    Sentence("Tahun", "Year"),
    Sentence("Pasal", "Pasal"),
    Sentence("Status", "Status"),
)
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
READING = Sentence("<i>Membaca …</i>", "<i>Reading …</i>")
TAPPED = Sentence("<i>{question}</i>", "<i>{question}</i>")
