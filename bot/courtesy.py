"""What is said out of politeness and asks nothing: a greeting, thanks, "baik"."""

import re

WORD = re.compile(r"[^\W\d_]+")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


GREETINGS = _set(
    "halo hallo hai hi hello hey selamat pagi siang sore malam assalamualaikum salam permisi punten tes test "
    "testing morning afternoon evening wr wb warahmatullahi wabarakatuh sejahtera"
)
THANKS = _set(
    "terima kasih terimakasih trimakasih makasih makasi mksh tq thx thanks thank suwun nuhun ok oke okay okey "
    "baik baiklah siap sip mantap noted great membantu"
)
AROUND = _set(
    "ya yah yaa banyak banget sekali atas jawabannya bantuannya infonya informasinya penjelasannya deh pak bapak "
    "bu ibu min admin kak mas mbak bot semua semuanya sangat so very much a lot for the your help answer there "
    "all dan good you helpful"
)


def is_greeting(text: str) -> bool:
    """Tells whether a message is a greeting and nothing more: "Selamat pagi min", not "pagi, apa itu SPBE"."""
    words = _words(text)
    return bool(words & GREETINGS) and words <= GREETINGS | AROUND


def is_thanks(text: str) -> bool:
    """Tells whether a message is thanks or a word of assent: "Baik, terima kasih", not "baik, lalu syaratnya?"."""
    words = _words(text)
    return "?" not in text and bool(words & THANKS) and words <= THANKS | AROUND


def _words(text: str) -> set[str]:
    return {word.lower() for word in WORD.findall(text)} if not re.search(r"\d", text) else set()
