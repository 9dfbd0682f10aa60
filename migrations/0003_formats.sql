-- Articles are read from pages, tables, feeds and archives: how their bytes became their text, the
-- bytes themselves where they differ from it, what a page states about itself, and when it was
-- changed and retrieved, which puts the revisions of one address in order.

-- When the article was last changed, in the precision stated.
ALTER TABLE article ADD COLUMN modified TEXT;
ALTER TABLE article ADD COLUMN modified_source TEXT
    CHECK (modified_source IN ('manifest', 'record', 'article'));
-- The language it states, a BCP 47 tag such as en-CA.
ALTER TABLE article ADD COLUMN language TEXT;
ALTER TABLE article ADD COLUMN language_source TEXT
    CHECK (language_source IN ('manifest', 'record', 'article'));
-- When its bytes were retrieved, where the archive that holds them says so.
ALTER TABLE article ADD COLUMN retrieved TEXT;
-- How its bytes were decoded: a name of the WHATWG's Encoding Standard, and what decided about it;
-- none for UTF-8 that was taken as it is.
ALTER TABLE article ADD COLUMN encoding TEXT;
ALTER TABLE article ADD COLUMN encoding_basis TEXT
    CHECK (encoding_basis IN ('byte-order-mark', 'declared', 'detected'));
-- Characters that could not be read and are U+FFFD in the text.
ALTER TABLE article ADD COLUMN replaced_characters INTEGER NOT NULL DEFAULT 0;
-- Characters of the text that show nothing: zero-width ones, and those that turn its direction.
ALTER TABLE article ADD COLUMN hidden_characters INTEGER NOT NULL DEFAULT 0;
-- The code point of the text from which it is no article any more, but other paragraphs of the
-- same page in which somebody is quoted.
ALTER TABLE article ADD COLUMN outside_start INTEGER;
-- What puts the revisions of its address in order; none where there is one only.
ALTER TABLE article ADD COLUMN revision_basis TEXT
    CHECK (revision_basis IN ('modified', 'published', 'retrieved', 'undetermined'));

CREATE TABLE raw_bytes (
    -- The bytes that articles were read as, where they differ from the text by more than a
    -- byte-order mark, and were to be kept.
    sha256 TEXT NOT NULL PRIMARY KEY,   -- of the bytes: article.bytes_sha256
    zlib BLOB NOT NULL                  -- the bytes, compressed (RFC 1950)
) STRICT;

CREATE TABLE article_statement (
    -- What pages state about themselves, place by place; article has what is believed of it.
    article_id TEXT NOT NULL REFERENCES article (article_id) ON UPDATE CASCADE,
    field TEXT NOT NULL,                -- title, outlet, byline, published, modified, url, language
    place TEXT NOT NULL CHECK (place IN ('json-ld', 'link', 'open-graph', 'meta', 'time', 'heading',
        'title', 'attribute', 'comment')),
    value TEXT NOT NULL,
    PRIMARY KEY (article_id, field, place, value)
) STRICT, WITHOUT ROWID;
