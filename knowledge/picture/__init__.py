"""Pictures to check an answer by: the cited page with the quoted lines marked, or the provision as a card."""
