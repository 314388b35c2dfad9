"""Other retrievers on the same documents and questions, each set up as its own documentation does."""
