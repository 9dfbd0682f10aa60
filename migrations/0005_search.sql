-- Where words stand, so that a passage is found without reading every text.

CREATE TABLE search_term (
    -- A word, or two short words side by side, and the texts that have it. Made from the texts
    -- alone: whatever the order of ingest, the same texts give the same rows.
    slot INTEGER NOT NULL PRIMARY KEY,  -- a hash of 32 bits times 128; where more than 4,096 texts
                                        -- have the term, 64 rows instead, that plus 64 to 127, one
                                        -- for each value of the first 6 bits of a text's SHA-256
    texts BLOB NOT NULL                 -- the first 20 bits of each text's SHA-256 (in a row of many:
                                        -- their last 14), ascending, as gaps in LEB128
) STRICT;

CREATE TABLE search_piece (
    -- Texts longer than 16 KiB are entered in pieces, each as if it were a text. The first stands
    -- under the text's own hash; each further one under that of the text's 64 digits, a slash and
    -- its number, counted from 1.
    key INTEGER NOT NULL,               -- the first 20 bits of that
    text_sha256 TEXT NOT NULL REFERENCES text (sha256),
    number INTEGER NOT NULL,
    PRIMARY KEY (key, text_sha256, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE search_pending (
    -- Texts whose words have not been entered yet; searches read them whole.
    text_sha256 TEXT NOT NULL PRIMARY KEY REFERENCES text (sha256)
) STRICT, WITHOUT ROWID;

INSERT INTO search_pending (text_sha256) SELECT sha256 FROM text;
