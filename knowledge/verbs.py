"""The verbs of the graph of changes, in the terms of Indonesian drafting."""

AMENDS = "mengubah"
INSERTS = "menyisipkan"
DELETES = "menghapus"
REVOKES = "mencabut"
IMPLEMENTS = "melaksanakan"
CITES = "merujuk"
ENACTS = "menetapkan"
"""A Perppu or an emergency law becomes a law."""
BEGINS = "berlaku"
"""The regulation says when it enters into force; its target is itself."""

CHANGES = (AMENDS, INSERTS, DELETES)
PARTLY = "sebagian"
"""What stands for the provisions of a partial repeal that names none ("ketentuan mengenai tarif dalam …")."""
