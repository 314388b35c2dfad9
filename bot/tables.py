"""The bot's tables; `bot/migrations/` brings an existing database to this shape."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("lane", String(80), nullable=False),
    Column("payload", Text),  # the update as Telegram sent it, without names; emptied when it is done
    Column("attempts", Integer, nullable=False, default=0),
    Column("box", BigInteger, nullable=False),  # the sequence that the message's number is from
    Column("number", BigInteger),  # of the message, in that sequence
    Column("received_at", BigInteger, nullable=False),
    Index("inbox_by_number", "box", "number"),
)

sends = Table(
    "sends",
    metadata,
    Column("key", String(80), primary_key=True),
    Column("step", String(40), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("box", BigInteger, nullable=False),
    Column("floor", BigInteger, nullable=False),  # no message number of this send can be at or below it
    Column("ceiling", BigInteger),  # and none at or above this one, where that is known
    Column("marked", Boolean, nullable=False),  # a marker may have been sent while looking for it
    Column("message_id", BigInteger),  # empty: meant to be sent, and not known whether it was
    Column("at", BigInteger, nullable=False),
    Index("sends_by_number", "box", "message_id"),
)

answers = Table(
    "answers",
    metadata,
    Column("id", String(12), primary_key=True),  # what buttons carry; says nothing of who asked
    Column("key", String(100), nullable=False, unique=True),  # the update and the question's place in it
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),  # JSON
    Column("generation", String(80), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("kind", String(20), nullable=False),  # of the answer, and below what it took and cites: to count by
    Column("took_ms", Integer, nullable=False),
    Column("cited", Text, nullable=False),  # documents, separated by blanks
    Index("answers_by_time", "at"),
)

settled = Table(
    "settled",
    metadata,
    Column("digest", String(16), primary_key=True),  # of a question's words
    Column("how", String(10), nullable=False),  # "linked", "answered" or "outside"
    Column("at", BigInteger, nullable=False),
)

visits = Table(
    "visits",
    metadata,
    Column("day", String(10), primary_key=True),
    Column("mark", String(24), primary_key=True),  # a keyed mark of who asked that day; answers do not carry it
)

places = Table(
    "places",
    metadata,
    Column("id", String(12), primary_key=True),  # short for buttons; the same place has the same id for good
    Column("document", String(200), nullable=False),
    Column("locator", Text, nullable=False),  # empty: the document itself
)

turns = Table(
    "turns",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread", BigInteger, primary_key=True, autoincrement=False),
    Column("answer_id", String(12), primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
)

shown = Table(
    "shown",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("question_id", BigInteger, primary_key=True, autoincrement=False),  # the number of the person's message
    Column("place", Integer, primary_key=True, autoincrement=False),  # of the question within that message
    Column("answer_id", String(12), nullable=False),
    Column("message_ids", Text, nullable=False),  # JSON
    Column("at", BigInteger, nullable=False),
)

preferences = Table(
    "preferences",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String(2), nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("answer_id", String(12), primary_key=True),
    Column("voter", String(24), primary_key=True),  # a one-way mark of answer and person, to count each once
    Column("vote", Integer, nullable=False),  # 1 or -1
    Column("reason", String(40), nullable=False),
    Column("at", BigInteger, nullable=False),
)

ticks = Table(
    "ticks",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("list", String(40), primary_key=True),  # a step of the programme, or the readiness questions
    Column("item", String(60), primary_key=True),
    Column("value", String(10), nullable=False),
)

reminders = Table(
    "reminders",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread", BigInteger, nullable=False),
    Column("kind", String(10), nullable=False),  # "question": to be answered; "document": watched for changes
    Column("subject", Text, nullable=False),
    Column("language", String(2), nullable=False),
    Column("known", Text, nullable=False),  # JSON: what was told already
    Column("at", BigInteger, nullable=False),
    Index("reminders_by_chat", "chat_id"),
)

members = Table(
    "members",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),  # of a person or a group
    Column("role", String(10), nullable=False),  # "user", "group", "admin" or "blocked"
    Column("invitation", String(12), nullable=False),  # that let them in; empty: an admin did
    Column("at", BigInteger, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),  # of the code, which itself is not stored
    Column("for_group", Boolean, nullable=False),
    Column("uses", Integer, nullable=False),
    Column("used", Integer, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("revoked", Boolean, nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
)

guesses = Table(
    "guesses",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("wrong", Integer, nullable=False),  # codes in a row
    Column("at", BigInteger, nullable=False),  # of the last one
)

listeners = Table(
    "listeners",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("wish", String(6), nullable=False),  # "yes" or "no" to announcements; "asked" and not answered
    Column("language", String(2), nullable=False),
)

announcements = Table(
    "announcements",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("html", Text, nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),  # where the admin follows it
    Column("message_id", BigInteger, nullable=False),  # that shows how far it is; 0 for a draft
    Column("language", String(2), nullable=False),
    Column("state", String(8), nullable=False),  # "draft", "sending", "stopping", "done" or "dropped"
    Column("at", BigInteger, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("announcement_id", String(12), primary_key=True),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String(2), nullable=False),
    Column("outcome", String(6), nullable=False),  # empty: still to be told
)

state = Table(
    "state",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("key", String(80), nullable=False, unique=True),  # the update that it came with
    Column("kind", String(12), nullable=False),
    Column("state", String(12), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("notice", BigInteger, nullable=False),  # number of the message that shows how it goes
    Column("user_id", BigInteger, nullable=False),
    Column("language", String(2), nullable=False),
    Column("album", String(80), nullable=False),  # chat and group of an album's parts, else empty
    Column("decided_by", BigInteger, nullable=False),  # 0: nobody yet
    Column("attempts", Integer, nullable=False),
    Column("task", Text, nullable=False),  # JSON
    Column("at", BigInteger, nullable=False),
    Index("jobs_by_state", "state"),
)

trials = Table(
    "trials",
    metadata,
    Column("at", BigInteger, primary_key=True, autoincrement=False),
    Column("mark", String(16), nullable=False),  # of the question set
    Column("generation", String(80), nullable=False),
    Column("figures", Text, nullable=False),  # JSON
    Column("wrong", Text, nullable=False),  # JSON: the questions that went wrong, by id
)
