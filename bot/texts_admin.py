"""Every sentence that only admins read; written as those in `texts.py`."""

from bot.texts import Sentence

MENU_TRAIL = Sentence("Jejak tindakan admin", "What admins did")

TRAIL_TITLE = Sentence("<b>Jejak tindakan admin</b> ({count})", "<b>What admins did</b> ({count})")
TRAIL_EMPTY = Sentence("Belum ada tindakan yang tercatat.", "Nothing has been recorded yet.")
EARLIER = Sentence("Lebih lama ›", "Earlier ›")
LATER = Sentence("‹ Lebih baru", "‹ Later")
