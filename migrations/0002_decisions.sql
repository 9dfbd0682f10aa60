-- What people decide about the grouping: which quotes are one utterance, which wordings are not.
--
-- The machine groups everything anew as articles come in; what a person decided must outlast that.
-- So decisions are kept as a journal that nothing but the next decision adds to, in terms of
-- appearance ids, which come from content and do not depend on the order of ingest.

CREATE TABLE decision (
    -- One decision, numbered in the order in which they were taken; a later one prevails.
    decision INTEGER PRIMARY KEY AUTOINCREMENT,
    decided_at TEXT NOT NULL,           -- UTC
    action TEXT NOT NULL CHECK (action IN ('merge', 'split', 'undo')),
    asked TEXT NOT NULL,                -- the whole ids that were named, joined by spaces
    note TEXT,                          -- why, in the person's own words
    undoes INTEGER REFERENCES decision (decision),   -- the decision that an undo takes back
    CHECK ((action = 'undo') = (undoes IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX decision_by_undone ON decision (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE decision_appearance (
    -- What a decision is about, as it stood then. Where an article's metadata was corrected since,
    -- id_alias leads from these ids to the present ones.
    decision INTEGER NOT NULL REFERENCES decision (decision),
    appearance_id TEXT NOT NULL,
    part TEXT NOT NULL CHECK (part IN (
        'merged',                       -- stood in one of the quotes that were joined
        'wording',                      -- split off, and with it whatever has the same words
        'appearance',                   -- split off by itself
        'left')),                       -- stayed in the quote from which others were split off
    PRIMARY KEY (decision, appearance_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX decision_by_appearance ON decision_appearance (appearance_id);

CREATE TRIGGER decision_is_kept BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are never changed: take a new one'); END;

CREATE TRIGGER decision_stays BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are never removed: undo them'); END;

CREATE TRIGGER decision_appearance_is_kept BEFORE UPDATE ON decision_appearance
BEGIN SELECT RAISE(ABORT, 'decisions are never changed: take a new one'); END;

CREATE TRIGGER decision_appearance_stays BEFORE DELETE ON decision_appearance
BEGIN SELECT RAISE(ABORT, 'decisions are never removed: undo them'); END;
