"""Progress: what a client did of his programme, and what follows from it for the next time.

Rows and facts in `rows`; logging in `sets`; the day to train in `days`; the next load in `loads`;
pain in `pains`; the journal of the body in `measurements`; sums and records in `feats`; a line
typed in a chat in `typed`. The plan itself is never changed here.
"""
