"""Every sentence that frames an answer, Indonesian and English side by side."""

from __future__ import annotations

_PHRASES: dict[str, tuple[str, str]] = {
    "not_found": (
        "Tidak ditemukan dalam dokumen: tidak ada ketentuan yang cukup jelas menjawab pertanyaan ini.",
        "Not found in the documents: no provision answers this question clearly enough.",
    ),
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
    "amended": (
        "{title} telah diubah oleh {by}; periksa apakah ketentuan yang dikutip ikut berubah.",
        "{title} has been amended by {by}; check whether the quoted provision was changed.",
    ),
    "revoked": (
        "{title} telah dicabut oleh {by}.",
        "{title} has been revoked by {by}.",
    ),
    "amended_gone": (
        "{title} diketahui telah diubah oleh {by}, yang tidak ada dalam dokumen; kutipan ini memuat bunyi lama.",
        "{title} is known to have been amended by {by}, which is not among the documents; this is the older wording.",
    ),
    "status_revoked": (
        "{title} sudah tidak berlaku: dicabut oleh {by}.",
        "{title} is no longer in force: revoked by {by}.",
    ),
    "status_amended": (
        "{title} masih berlaku sejauh dokumen yang tersedia, dengan perubahan oleh {by}.",
        "{title} is still in force as far as the indexed documents show, as amended by {by}.",
    ),
    "status_in_force": (
        "Dalam dokumen yang tersedia tidak ada peraturan yang mencabut atau mengubah {title}.",
        "No indexed document revokes or amends {title}.",
    ),
    "status_changes": ("{title} mengubah {what}.", "{title} amends {what}."),
    "status_revokes": ("{title} mencabut {what}.", "{title} revokes {what}."),
    "english_frame": ("", "The documents are in Indonesian; the relevant wording is:"),
}


def phrase(name: str, language: str, /, **values: object) -> str:
    """Returns a sentence in "id" or "en" with its values filled in."""
    indonesian, english = _PHRASES[name]
    return (english if language == "en" else indonesian).format(**values)
