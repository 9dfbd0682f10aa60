-- Caption files say when each word was spoken; a fact-checker wants to hear it. The words alone are
-- in "text", so the times are kept here by their place in it.

CREATE TABLE caption (
    -- When the words from an offset on are shown, up to those of the next row of the article.
    article_id TEXT NOT NULL REFERENCES article (article_id) ON UPDATE CASCADE,
    start_offset INTEGER NOT NULL,      -- in code points, as everywhere
    voice TEXT,                         -- who speaks them, where the file says so
    shown_ms INTEGER,                   -- milliseconds from the beginning; NULL where illegible
    hidden_ms INTEGER,
    PRIMARY KEY (article_id, start_offset)
) STRICT, WITHOUT ROWID;
