-- What people decide about the grouping: which quotes are one utterance, which wordings are not; and
-- what lets a few new articles be grouped at little cost.
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

CREATE TABLE changed_article (
    -- Articles that came in or were corrected since the quotes were last grouped, under their ids
    -- of before and now: what the next grouping has to look at.
    article_id TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Whether there are primary sources, or passages of them, is asked before each grouping.
CREATE INDEX article_primary ON article (article_id) WHERE article_kind = 'primary';
CREATE INDEX appearance_passage ON appearance (appearance_id) WHERE kind = 'passage';

CREATE TABLE grouping_memory (
    -- What the last grouping worked out on the way, so that the next one costs only what is new.
    -- It says nothing that the other tables do not say; without it all is worked out anew.
    part TEXT NOT NULL,                 -- of what: quotes, copies
    segment INTEGER NOT NULL,           -- the first has all, each further one what changed then
    chunk INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (part, segment, chunk)
) STRICT;
