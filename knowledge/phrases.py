"""Every sentence that frames an answer, Indonesian and English side by side."""

from __future__ import annotations

_PHRASES: dict[str, tuple[str, str]] = {
    "not_found": (
        "Tidak ditemukan dalam dokumen: tidak ada ketentuan yang cukup jelas menjawab pertanyaan ini.",
        "Not found in the documents: no provision answers this question clearly enough.",
    ),
    "unsaid": (
        "Yang paling dekat tidak menyebut {words}.",
        "The nearest provisions do not mention {words}.",
    ),
    "unfounded": (
        "Pertanyaan ini menganggap benar sesuatu yang tidak dinyatakan dokumen: tidak ada yang menyebut {words}.",
        "This question takes for granted what the documents do not say: none of them mentions {words}.",
    ),
    "written": ("Yang tertulis: {text} [1]", "What is written: {text} [1]"),
    "not_its_subject": (
        "{name} tidak memuat ketentuan tentang {words}. Peraturan ini tentang {subject}.",
        "{name} says nothing of {words}. It is about {subject}.",
    ),
    "out_of_subject": (
        "Pertanyaan ini di luar bidang asisten ini, yaitu program smart city serta peraturan dan pedoman pemerintah "
        "daerah yang ada dalam dokumen.",
        "This is not what this assistant is for: it answers from documents on the smart city programme and on the "
        "regulations of local government.",
    ),
    "example_1": ("Apa saja enam dimensi smart city?", "What are the six dimensions of a smart city?"),
    "example_2": ("Apa tugas Dewan Smart City?", "What does the Smart City Council do?"),
    "example_3": ("Apa isi masterplan smart city?", "What is in a smart city masterplan?"),
    "nearest": ("Yang paling dekat: {places}.", "Nearest provisions: {places}."),
    "no_document": (
        "{name} tidak ada dalam dokumen yang tersedia, jadi isinya tidak dapat dikutip.",
        "{name} is not among the indexed documents, so it cannot be quoted.",
    ),
    "no_provision": (
        "{locator} tidak ditemukan dalam {title}.",
        "{locator} was not found in {title}.",
    ),
    "which_regulation": (
        "{locator} dari peraturan yang mana? Sebutkan peraturannya, misalnya:",
        "{locator} of which regulation? Please name it, for example:",
    ),
    "which_document": (
        "Peraturan yang mana yang dimaksud?",
        "Which regulation do you mean?",
    ),
    "more_items": ("… dan {count} butir lagi dalam {locator}.", "… and {count} more items in {locator}."),
    "defined": ("{text}", "{text}"),
    # warnings: what an official must know of a cited provision
    "revoked": (
        "{name} sudah tidak berlaku: dicabut oleh {by}.",
        "{name} is no longer in force: revoked by {by}.",
    ),
    "provision_revoked": (
        "{provision} {name} telah dicabut oleh {by} ({place}).",
        "{provision} of {name} has been revoked by {by} ({place}).",
    ),
    "partly_revoked": (
        "Sebagian ketentuan {name} dinyatakan tidak berlaku oleh {by} ({place}); periksa apakah kutipan ini termasuk.",
        "Some provisions of {name} were revoked by {by} ({place}); check whether the quoted one is among them.",
    ),
    "base_revoked": (
        "{base}, yang diubah oleh {name}, sudah dicabut oleh {by}.",
        "{base}, which {name} amends, has been revoked by {by}.",
    ),
    "amended": (
        "{name} telah diubah oleh {by}; periksa apakah ketentuan yang dikutip ikut berubah.",
        "{name} has been amended by {by}; check whether the quoted provision was changed.",
    ),
    "amended_newer": (
        "{locator} {name} telah diubah: bunyi terbaru ada pada {by}{mark}.",
        "{locator} of {name} has been amended: the newest wording is in {by}{mark}.",
    ),
    "amended_older": (
        "Kutipan dari {name} adalah bunyi lama {locator}{mark}.",
        "The quotation from {name} is the older wording of {locator}{mark}.",
    ),
    "wording_deleted": (
        "{what} sudah tidak berlaku: dihapus oleh {by} ({when}){mark}.",
        "{what} is no longer in force: deleted by {by} ({when}){mark}.",
    ),
    "wording_revoked": (
        "{what} sudah tidak berlaku: dicabut oleh {by} ({when}){mark}.",
        "{what} is no longer in force: revoked by {by} ({when}){mark}.",
    ),
    "provision_deleted": (
        "{locator} {name} telah dihapus oleh {by} ({place}).",
        "{locator} of {name} has been deleted by {by} ({place}).",
    ),
    "elucidation_changed": (
        "Penjelasan {locator} {name} telah diubah oleh {by}.",
        "The elucidation of {locator} of {name} has been changed by {by}.",
    ),
    "amended_gone": (
        "{name} diketahui telah diubah oleh {by}, yang tidak ada dalam dokumen; kutipan ini mungkin memuat bunyi lama.",
        "{name} is known to have been amended by {by}, not among the documents; this may be the older wording.",
    ),
    # status of a regulation
    "status_revoked": (
        "{name} sudah tidak berlaku: dicabut oleh {by}{since}{mark}.",
        "{name} is no longer in force: revoked by {by}{since}{mark}.",
    ),
    "status_declared": (" (menurut katalog dokumen)", " (according to the document catalogue)"),
    "status_since": (", sejak {when}", ", since {when}"),
    "status_enacted": (
        "{name} telah ditetapkan menjadi undang-undang dengan {by}{mark}.",
        "{name} has been enacted as a law by {by}{mark}.",
    ),
    "status_amended": (
        "{name} masih berlaku sejauh dokumen yang tersedia, sebagaimana telah diubah oleh {by}.",
        "{name} is still in force as far as the indexed documents show, as amended by {by}.",
    ),
    "status_partly_revoked": (
        "Sebagian ketentuannya dicabut oleh {by}: {provisions}{mark}.",
        "Some of its provisions were revoked by {by}: {provisions}{mark}.",
    ),
    "status_some": ("sebagian ketentuan", "some provisions"),
    "status_in_force": (
        "Tidak ada dokumen yang mencabut atau mengubah {name}; sejauh dokumen yang tersedia{newest}, peraturan ini "
        "masih berlaku{mark}.",
        "No indexed document revokes or amends {name}; as far as they show{newest}, it is still in force{mark}.",
    ),
    "status_standing": (
        "Tidak ada dokumen yang mencabut {name}; sejauh dokumen yang tersedia{newest}, peraturan ini masih berlaku.",
        "No indexed document revokes {name}; as far as they show{newest}, it is still in force.",
    ),
    "status_newest": (" (yang terbaru bertanggal {when})", " (the newest is dated {when})"),
    "status_unknown": (
        "{name} tidak ada dalam dokumen yang tersedia, dan tidak ada yang menyebut pencabutan atau perubahannya.",
        "{name} is not among the documents, and no document tells of its repeal or amendment.",
    ),
    "status_not_amended": (
        "Dalam dokumen yang tersedia{newest} tidak ada peraturan yang mengubah {name}{mark}.",
        "No indexed document{newest} amends {name}{mark}.",
    ),
    "status_amended_by": ("{name} telah diubah oleh:", "{name} has been amended by:"),
    "status_gone": (" (tidak ada dalam dokumen)", " (not among the documents)"),
    "status_ordinal": ("{which} atas {name} adalah {by}{mark}.", "The {which} of {name} is {by}{mark}."),
    "status_no_ordinal": (
        "{which} atas {name} tidak ditemukan dalam dokumen yang tersedia.",
        "The {which} of {name} was not found in the documents.",
    ),
    "status_is_amendment": ("{name} adalah perubahan atas {base}{mark}.", "{name} amends {base}{mark}."),
    "status_later_amendments": (
        "Setelah itu {base} diubah lagi oleh {by}.",
        "After that {base} was amended again by {by}.",
    ),
    "status_amends": ("{name} mengubah {what}{mark}{changes}.", "{name} amends {what}{mark}{changes}."),
    "status_revokes": ("{name} mencabut:", "{name} revokes:"),
    "status_revokes_one": ("{name} mencabut {what}{mark}.", "{name} revokes {what}{mark}."),
    "status_amends_nothing": (
        "Dalam teks {name} tidak ada ketentuan yang mengubah peraturan lain.",
        "The text of {name} amends no other regulation.",
    ),
    "status_revokes_nothing": (
        "Dalam teks {name} tidak ada ketentuan yang mencabut peraturan lain.",
        "The text of {name} revokes no other regulation.",
    ),
    "status_not_wholly_revoked": (
        "{name} belum dicabut seluruhnya, sejauh dokumen yang tersedia{newest}.",
        "{name} has not been revoked as a whole, as far as the documents show{newest}.",
    ),
    "status_yes": ("Ya. {line}", "Yes. {line}"),
    "status_no_such": (
        "Tidak: dalam teks {name} tidak ada ketentuan yang mencabut atau mengubah {other}.",
        "No: the text of {name} neither revokes nor amends {other}.",
    ),
    "verb_mengubah": ("mengubah {what}", "changes {what}"),
    "verb_menyisipkan": ("menyisipkan {what}", "inserts {what}"),
    "verb_menghapus": ("menghapus {what}", "deletes {what}"),
    "bases_implements": (
        "{name} ditetapkan untuk melaksanakan {what}{mark}.",
        "{name} was issued to carry out {what}{mark}.",
    ),
    "bases_list": ("Dasar hukumnya (Mengingat){mark}: {what}.", "Its legal bases (Mengingat){mark}: {what}."),
    "bases_none": (
        "Bagian Mengingat {name} tidak terbaca dalam dokumen.",
        "The legal bases of {name} cannot be read in the document.",
    ),
    "implementers": ("Yang melaksanakan {name}:", "{name} is carried out by:"),
    "implementers_none": (
        "Dalam dokumen yang tersedia tidak ada peraturan yang menyatakan melaksanakan {name}.",
        "No indexed document says that it carries out {name}.",
    ),
    "begins": ("{name} mulai berlaku {when}{mark}.", "{name} entered into force {when}{mark}."),
    "begins_on": ("pada {when}", "on {when}"),
    "begins_quoted": ("sebagaimana dikutip", "as quoted"),
    "begins_dated": ("Tanggal pada dokumen: {when}.", "Date of the document: {when}."),
    "on_in_force": (
        "Pada {day}, {name} masih berlaku; baru dicabut oleh {by}{since}{mark}.",
        "On {day}, {name} was still in force; it was revoked later by {by}{since}{mark}.",
    ),
    "on_not_yet": (
        "Pada {day}, {name} belum ada: tanggalnya {when}{mark}.",
        "On {day}, {name} did not exist yet: it is dated {when}{mark}.",
    ),
    "on_amended": (
        "Pada {day}, {name} berlaku sebagaimana telah diubah oleh {by}.",
        "On {day}, {name} was in force as amended by {by}.",
    ),
    "on_original": (
        "Pada {day}, {name} berlaku menurut bunyi aslinya, sejauh dokumen yang tersedia{mark}.",
        "On {day}, {name} was in force in its original wording, as far as the documents show{mark}.",
    ),
    "on_later": ("Perubahan setelah tanggal itu: {by}.", "Amended after that day by: {by}."),
    "on_same_year": (
        "Tanggal {by} tidak terbaca, hanya tahunnya; periksa apakah sudah berlaku pada hari itu.",
        "Of {by} only the year is known; check whether it was already in force on that day.",
    ),
    # history and wordings of a provision
    "history": ("Riwayat {what}:", "History of {what}:"),
    "history_enacted": ("{when}: {by}, ditetapkan{mark}.", "{when}: {by}, enacted{mark}."),
    "history_original": ("{when}: bunyi asli dalam {by}{mark}.", "{when}: original wording in {by}{mark}."),
    "history_changed": ("{when}: diubah oleh {by}{mark}", "{when}: amended by {by}{mark}"),
    "history_inserted": ("{when}: disisipkan oleh {by}{mark}.", "{when}: inserted by {by}{mark}."),
    "history_deleted": ("{when}: dihapus oleh {by}{mark}.", "{when}: deleted by {by}{mark}."),
    "history_elucidation": (
        "{when}: penjelasannya diubah oleh {by}{mark}.",
        "{when}: its elucidation changed by {by}{mark}.",
    ),
    "history_revoked": ("{when}: dicabut oleh {by}{mark}.", "{when}: revoked by {by}{mark}."),
    "history_newest": ("Bunyi terbaru: {by}.", "Newest wording: {by}."),
    "provision_unchanged": (
        "Dalam dokumen yang tersedia tidak ada peraturan yang mengubah {what}; bunyinya{mark}:",
        "No indexed document changes {what}; it reads{mark}:",
    ),
    "wording_newest": ("Bunyi terbaru {what}, menurut {by}{mark}:", "Newest wording of {what}, by {by}{mark}:"),
    "wording_on": ("Bunyi {what} pada {day}, menurut {by}{mark}:", "{what} on {day}, by {by}{mark}:"),
    "wording_older": ("Bunyi sebelumnya: {by}.", "Earlier wordings: {by}."),
    "wording_lost": (
        "{place} tidak ada lagi dalam bunyi terbaru {what}.",
        "{place} is no longer part of the newest wording of {what}.",
    ),
    "wording_before": ("Sebelum ({by}){mark}:", "Before ({by}){mark}:"),
    "wording_after": ("Sesudah ({by}){mark}:", "After ({by}){mark}:"),
    "wording_legend": (
        "Yang hilang ditandai [-…-], yang baru [+…+]; bagian yang sama tidak diulang.",
        "Removed words are marked [-…-], new ones [+…+]; unchanged parts are not repeated.",
    ),
    "wording_same": ("Bunyi {what} tidak berubah.", "The wording of {what} did not change."),
    "wording_new": ("{what} baru disisipkan oleh {by}{mark}:", "{what} was inserted by {by}{mark}:"),
    # lists of participants and other tables
    "phase": ("tahap {number}", "phase {number}"),
    "region_yes": ("Ya. {region} tercantum: {entries}.", "Yes. {region} is listed: {entries}."),
    "region_listed": ("{region} tercantum: {entries}.", "{region} is listed: {entries}."),
    "row_note": ("Catatan {when}: {note}.", "Note on {when}: {note}."),
    "sources_differ": ("Sumber berbeda: {told}.{mark}", "Sources differ: {told}.{mark}"),
    "region_disputed": (
        "Tidak dapat dipastikan: sumber berbeda tentang keikutsertaan {region}.",
        "It is not certain: sources differ on whether {region} took part.",
    ),
    "region_claim": ("{when}: {note}.{mark}", "{when}: {note}.{mark}"),
    "region_not_in": (
        "{region} tidak tercantum dalam daftar {lists}.",
        "{region} is not in the list of {lists}.",
    ),
    "region_other_year": (
        "Tidak. {region} tidak tercantum dalam daftar {lists}, tetapi tercantum: {entries}.",
        "No. {region} is not in the list of {lists}, but it is listed: {entries}.",
    ),
    "region_unsure_year": (
        "Belum dapat dipastikan: daftar {lists} hanya memuat sebagian nama dan tidak menyebut {region}, yang "
        "tercantum: {entries}.",
        "It is not certain: the list of {lists} holds only some of the names and not {region}, which is "
        "listed: {entries}.",
    ),
    "region_no_list": (
        "Tidak ada daftar {asked}. {region} tercantum: {entries}.",
        "There is no list of {asked}. {region} is listed: {entries}.",
    ),
    "region_no": (
        "Tidak. {region} tidak tercantum dalam daftar {lists}.",
        "No. {region} is not in the list of {lists}.",
    ),
    "region_partial": (
        "Daftar {lists} hanya memuat sebagian nama, jadi untuk tahun itu belum dapat dipastikan.{mark}",
        "The lists of {lists} hold only some of the names, so it is not certain for those years.{mark}",
    ),
    "region_unsure": (
        "Belum dapat dipastikan: daftar {lists} hanya memuat sebagian nama, dan {region} tidak tercantum di dalamnya.",
        "It is not certain: the list of {lists} holds only some of the names, and {region} is not among them.",
    ),
    "region_nowhere": (
        "{region} tidak tercantum, dan tidak ada daftar {asked} dalam dokumen.",
        "{region} is not listed, and the documents hold no list of {asked}.",
    ),
    "region_told": ("Disebut di luar daftar: {told}{mark}", "Mentioned outside the lists: {told}{mark}"),
    "region_namesake": ("{regions} tidak tercantum.", "{regions} is not listed."),
    "region_which": (
        "{said} yang mana: {regions}?",
        "Which {said} do you mean: {regions}?",
    ),
    "count_regions": ("{count} daerah", "{count} regions"),
    "count_kabupaten": ("{count} kabupaten", "{count} kabupaten"),
    "count_kota": ("{count} kota", "{count} kota"),
    "count_provinsi": ("{count} provinsi", "{count} provinces"),
    "count": ("{count} dalam daftar {years}.{mark}", "{count} in the lists of {years}.{mark}"),
    "count_in": ("{where}: {count} dalam daftar {years}.{mark}", "{where}: {count} in the lists of {years}.{mark}"),
    "list_of_kind": ("{count} ({when}): {names}.{mark}", "{count} ({when}): {names}.{mark}"),
    "list_of_others": ("Selain itu {count}: {names}.", "Besides {count}: {names}."),
    "count_examples": (
        "{where}: jumlahnya tidak dapat dihitung, sebab daftarnya hanya memuat sebagian nama.",
        "{where}: they cannot be counted, as the lists hold only some of the names.",
    ),
    "count_twice": (
        "{names} tercatat lebih dari sekali, jadi ada {distinct} nama yang berbeda.",
        "{names} came more than once, so there are {distinct} different names.",
    ),
    "group": ("{when}: {count} – {names}{mark}", "{when}: {count} – {names}{mark}"),
    "group_count": ("{when}: {count} daerah{mark}", "{when}: {count} regions{mark}"),
    "group_examples": (
        "{when} (daftar tidak lengkap): {names}{mark}",
        "{when} (incomplete list): {names}{mark}",
    ),
    "list": ("{count} daerah ({when}): {names}.{mark}", "{count} regions ({when}): {names}.{mark}"),
    "list_head": ("{count} daerah ({when}):{mark}", "{count} regions ({when}):{mark}"),
    "list_partial": (
        "Daftar lengkapnya tidak ada dalam dokumen. {caption}\nYang tercatat: {names}.{mark}",
        "The documents hold no complete list. {caption}\nNamed are: {names}.{mark}",
    ),
    "list_none": (
        "Tidak ada daerah dari {where} dalam daftar {lists}.",
        "No region of {where} is in the list of {lists}.",
    ),
    "list_disputed": (
        "Dipertentangkan sumber: {names}.",
        "Disputed between sources: {names}.",
    ),
    "row_other_year": (
        "Untuk {years} tidak ada dalam dokumen. Yang tercatat:",
        "The documents do not hold this for {years}. What they hold:",
    ),
    "summary_row": ("{heading}: {told}.{mark}", "{heading}: {told}.{mark}"),
    "which_year": (
        "Daerah tahun berapa? Daftar yang ada: {years}.",
        "Which year do you mean? There are lists of {years}.",
    ),
    "asked_in_year": ("{question} tahun {year}?", "{question} in {year}?"),
    "no_list": (
        "Tidak ada daftar daerah {years}; yang ada: {have}.",
        "There is no list of regions of {years}; there are lists of {have}.",
    ),
    # follow-ups
    "quoted_there": ("Bunyinya: {quote}", "It reads: {quote}"),
    "of_what": (
        "Tentang apa? Sebutkan hal, tahun, daerah, atau peraturan yang dimaksud.",
        "About what? Please name the matter, the year, the region or the regulation.",
    ),
    "terms": ("Istilah: {terms}.", "Terms: {terms}."),
    "english_frame": ("", "The documents are in Indonesian; the relevant wording is:"),
}


def phrase(name: str, language: str, /, **values: object) -> str:
    """Returns a sentence in "id" or "en" with its values filled in."""
    indonesian, english = _PHRASES[name]
    return (english if language == "en" else indonesian).format(**values)
