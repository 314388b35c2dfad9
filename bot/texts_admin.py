"""Every sentence that only admins read; written as those in `texts.py`."""

from bot.texts import Sentence

MENU_TRAIL = Sentence("Jejak tindakan admin", "What admins did")

TRAIL_TITLE = Sentence("<b>Jejak tindakan admin</b> ({count})", "<b>What admins did</b> ({count})")
TRAIL_EMPTY = Sentence("Belum ada tindakan yang tercatat.", "Nothing has been recorded yet.")
ACTIONS = {
    "upload": Sentence("unggah", "upload"),
    "remove": Sentence("hapus", "remove"),
    "restore": Sentence("kembalikan", "bring back"),
    "reread": Sentence("baca ulang", "read again"),
    "rollback": Sentence("kembali ke versi sebelumnya", "back to the version before"),
    "add": Sentence("unduh", "download"),
    "link": Sentence("tautkan", "link"),
    "unlink": Sentence("lepas tautan", "unlink"),
    "outside": Sentence("di luar pokok", "outside the subject"),
}
"""What is recorded, in words; what stands for itself, as a command does, is shown as it is."""
EARLIER = Sentence("Lebih lama ›", "Earlier ›")
LATER = Sentence("‹ Lebih baru", "‹ Later")

MENU_ACCESS = Sentence("Siapa yang boleh bertanya dan mengelola", "Who may ask and administer")
MENU_INVITE = Sentence("Buat undangan", "Make an invitation")
MODES = {
    "open": Sentence("terbuka untuk semua orang", "open to everyone"),
    "list": Sentence("hanya yang ada dalam daftar", "only those on the list"),
    "invitation": Sentence("dengan undangan", "by invitation"),
}
ACCESS_TITLE = Sentence(
    "<b>Akses: {mode}</b>\nTambahkan orang atau grup dengan <code>/akses ID</code>; yang ditolak bot melihat ID-nya. "
    "Cara akses diatur dengan ACCESS.",
    "<b>Access: {mode}</b>\nAdd a person or group by <code>/akses ID</code>; whoever the bot refuses is shown theirs. "
    "The way of access is set by ACCESS.",
)
ACCESS_HOW = Sentence(
    "Tulis ID berupa angka, misalnya: <code>/akses 5001</code> untuk orang, <code>/akses -1001234</code> untuk grup.",
    "Write an id, a number: <code>/akses 5001</code> for a person, <code>/akses -1001234</code> for a group.",
)
ROLES = {
    "user": Sentence("👤 Pengguna ({count})", "👤 Users ({count})"),
    "group": Sentence("👥 Grup ({count})", "👥 Groups ({count})"),
    "admin": Sentence("🛡 Admin ({count})", "🛡 Admins ({count})"),
    "blocked": Sentence("⛔ Diblokir ({count})", "⛔ Blocked ({count})"),
}
ROLE_NAMES = {
    "user": Sentence("Pengguna terdaftar.", "Registered user."),
    "group": Sentence("Grup terdaftar: semua anggotanya boleh bertanya.", "Registered group: all members may ask."),
    "admin": Sentence("Admin.", "Admin."),
    "blocked": Sentence("Diblokir.", "Blocked."),
    "-": Sentence("Tidak terdaftar.", "Not registered."),
}
ROLE_BUTTONS = {
    "user": Sentence("✅ Boleh bertanya", "✅ May ask"),
    "group": Sentence("✅ Boleh bertanya", "✅ May ask"),
    "admin": Sentence("🛡 Jadikan admin", "🛡 Make admin"),
    "blocked": Sentence("⛔ Blokir", "⛔ Block"),
    "-": Sentence("✖ Keluarkan dari daftar", "✖ Take off the list"),
}
ROLE_RECORDED = {
    "user": "boleh bertanya",
    "group": "grup boleh bertanya",
    "admin": "dijadikan admin",
    "blocked": "diblokir",
    "-": "dikeluarkan",
}
"""What the record says, whichever language the admin reads."""
ROLE_GIVEN = Sentence("Disimpan.", "Saved.")
CAME_BY = Sentence("Masuk dengan undangan {id}.", "Came by invitation {id}.")
FIXED_ADMIN = Sentence(
    "Admin dari setelan ADMIN_IDS; tidak dapat diubah di sini.", "Admin by ADMIN_IDS; cannot be changed here."
)
FIXED_ALLOWED = Sentence(
    "Disebut dalam setelan ALLOWED_IDS; di sini hanya dapat diblokir.",
    "Named by ALLOWED_IDS; can only be blocked here.",
)
BACK_TO_ACCESS = Sentence("↩️ Akses", "↩️ Access")
INVITE_NOT_NOW = Sentence(
    "Undangan dipakai bila setelan ACCESS=invitation (sekarang: {mode}).",
    "Invitations are for ACCESS=invitation (now: {mode}).",
)
INVITE_WHICH = Sentence(
    "<b>Undangan untuk siapa?</b>\nAtau tulis jumlah orang dan lamanya, misalnya <code>/undang 25 14</code>.",
    "<b>Who is invited?</b>\nOr write the number of people and days, such as <code>/undang 25 14</code>.",
)
INVITE_HOW = Sentence(
    "Tulis jumlah orang (1–{uses}) dan hari (1–{days}), misalnya <code>/undang 25 14</code>.",
    "Write the number of people (1–{uses}) and of days (1–{days}), such as <code>/undang 25 14</code>.",
)
OFFER = Sentence("{count} orang · {span} hari", "{count} people · {span} days")
OFFER_GROUP = Sentence("Satu grup · {span} hari", "One group · {span} days")
INVITED = Sentence(
    "✉️ Untuk {uses} orang, berlaku sampai {until}:\n{link}\n\nAtau tulis kepada bot: <code>/masuk {code}</code>\n\n"
    "Kode ini hanya ditampilkan sekali; simpan atau teruskan sekarang.",
    "✉️ For {uses} people, until {until}:\n{link}\n\nOr write to the bot: <code>/masuk {code}</code>\n\n"
    "The code is shown only once; keep or forward it now.",
)
INVITED_GROUP = Sentence(
    "✉️ Untuk {uses} grup, berlaku sampai {until}. Buka tautan ini untuk menambahkan bot ke grup:\n{link}\n\n"
    "Atau tulis di grup: <code>/masuk {code}</code>\n\n"
    "Kode ini hanya ditampilkan sekali; simpan atau teruskan sekarang.",
    "✉️ For {uses} group, until {until}. This link adds the bot to a group:\n{link}\n\n"
    "Or write in the group: <code>/masuk {code}</code>\n\nThe code is shown only once; keep or forward it now.",
)
INVITATIONS = Sentence("✉️ Undangan yang berlaku", "✉️ Open invitations")
INVITATIONS_OPEN = Sentence("<b>Undangan yang berlaku</b> ({count})", "<b>Open invitations</b> ({count})")
INVITATION = Sentence(
    "• {id}: {used} dari {uses} orang masuk, sampai {until}", "• {id}: {used} of {uses} people, until {until}"
)
INVITATION_OF_GROUP = Sentence(
    "• {id}: {used} dari {uses} grup masuk, sampai {until}", "• {id}: {used} of {uses} groups, until {until}"
)
REVOKE = Sentence("✖ Cabut", "✖ Withdraw")
REVOKE_ONE = Sentence("✖ Cabut {id}", "✖ Withdraw {id}")
REVOKED = Sentence("Undangan dicabut. Yang sudah masuk tetap terdaftar.", "Withdrawn. Those who came in stay.")

MENU_ANNOUNCE = Sentence("Umumkan kepada semua yang bersedia", "Announce to all who agreed")
ANNOUNCE_WHAT = Sentence(
    "Tulis pengumumannya setelah perintah, misalnya <code>/umumkan Perpres baru sudah dimuat.</code>, "
    "atau balas sebuah pesan berisi teks dengan /umumkan.",
    "Write the announcement after the command, such as <code>/umumkan A new regulation is in.</code>, "
    "or reply to a message with text by /umumkan.",
)
ANNOUNCE_TOO_LONG = Sentence(
    "Terlalu panjang untuk satu pesan Telegram (4.096 karakter termasuk baris penutup). Ringkaslah.",
    "Too long for one Telegram message (4,096 characters with the closing line). Please shorten it.",
)
NO_LISTENERS = Sentence(
    "Belum ada yang bersedia menerima pengumuman. Pengguna menyetujuinya di /start atau dengan /kabar.",
    "Nobody has agreed to hear announcements yet. People agree at /start or by /kabar.",
)
ANNOUNCE_ASK = Sentence(
    "Begitulah tampilannya. Kirim kepada <b>{count}</b> penerima (kira-kira {span})?",
    "This is what it looks like. Send it to <b>{count}</b> (about {span})?",
)
SEND = Sentence("📣 Kirim ({count})", "📣 Send ({count})")
DROP = Sentence("Batal", "Cancel")
STOP = Sentence("⏹ Hentikan", "⏹ Stop")
DECIDED = Sentence("Sudah diputuskan sebelumnya.", "This was decided before.")
BEGUN = Sentence("Dikirim.", "On its way.")
STOPPED = Sentence("Dihentikan.", "Stopped.")
DROPPED = Sentence("Dibatalkan; tidak ada yang dikirim.", "Cancelled; nothing was sent.")
PROGRESS = Sentence("📣 Mengirim … {done} dari {count}", "📣 Sending … {done} of {count}")
ANNOUNCED = Sentence(
    "📣 Selesai: <b>{sent}</b> dari {count} menerima pengumuman ({span}).",
    "📣 Done: <b>{sent}</b> of {count} have the announcement ({span}).",
)
ANNOUNCED_GONE = Sentence(
    "{count} tidak terjangkau (bot diblokir) dan dikeluarkan dari daftar.",
    "{count} cannot be reached (blocked the bot) and were taken off the list.",
)
ANNOUNCED_LEFT = Sentence("{count} sudah berhenti berlangganan.", "{count} had stopped announcements.")
ANNOUNCED_FAILED = Sentence("{count} ditolak Telegram; lihat log.", "{count} were refused by Telegram; see the log.")
ANNOUNCED_NOT = Sentence("{count} tidak dikirimi karena dihentikan.", "{count} were not told, as it was stopped.")
