-- A collection takes less room and is written faster: what two rows would both say stands in one, and
-- rows lead to one another by numbers.
--
-- Words were kept three times over, as an appearance's, as its wording's and as its quote's; an article
-- named its text by 64 digits, twice; and to say which wording an appearance runs, the widest table
-- was written again row by row. Now tables whose names end in _row hold what is kept, and the views
-- "article", "appearance", "wording" and "quote" show it with the columns that these tables had. What
-- is counted in the order in which articles came in is called "number", or leads to a number; all else
-- is the same whatever that order was.
--
-- Foreign keys are not enforced while this runs, and are checked at its end.

DROP VIEW quote_history;
DROP VIEW outlets_of_quote;

-- Whatever refers to these goes on doing so under the new names.
ALTER TABLE article RENAME TO article_row;
ALTER TABLE quote RENAME TO quote_row;

CREATE TABLE new_text (
    -- What articles say, each distinct text once, a byte-order mark left out.
    number INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,        -- of the body's UTF-8 bytes, 64 hexadecimal digits
    body TEXT NOT NULL
) STRICT;

INSERT INTO new_text (number, sha256, body) SELECT rowid, sha256, body FROM text ORDER BY rowid;

DROP TABLE text;
ALTER TABLE new_text RENAME TO text;

CREATE TABLE new_article (
    -- One publication of one text; the view "article" shows it. The same bytes at another address, or
    -- without an address from another outlet, are another article. Each known value names its source:
    -- a row of the manifest, a field of the record that held the article, or a line of the article
    -- itself.
    number INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL UNIQUE,
    text INTEGER NOT NULL REFERENCES text (number),
    text_sha256 BLOB NOT NULL,          -- of that text, 32 bytes: so that it need not be looked up
    bytes_sha256 BLOB,                  -- of the bytes as read; NULL where they are the text's
    article_kind TEXT NOT NULL DEFAULT 'report' CHECK (article_kind IN ('report', 'primary')),
    kind_source TEXT CHECK (kind_source IN ('manifest', 'record', 'article')),
    outlet TEXT REFERENCES outlet (name),
    outlet_source TEXT CHECK (outlet_source IN ('manifest', 'record', 'article')),
    title TEXT,
    title_source TEXT CHECK (title_source IN ('manifest', 'record', 'article')),
    byline TEXT,
    byline_source TEXT CHECK (byline_source IN ('manifest', 'record', 'article')),
    published TEXT,                     -- in the precision stated: 2023, 2023-03, 2023-03-22, RFC 3339
    published_source TEXT CHECK (published_source IN ('manifest', 'record', 'article')),
    url TEXT,
    url_source TEXT CHECK (url_source IN ('manifest', 'record', 'article')),
    source TEXT NOT NULL,               -- the file or address that it was read from
    revision INTEGER NOT NULL DEFAULT 1,      -- counts the texts seen at one address, from 1
    superseded INTEGER NOT NULL DEFAULT 0,    -- 1 where a later revision is here
    ingested_at TEXT NOT NULL,          -- UTC
    modified TEXT,                      -- when it was last changed, in the precision stated
    modified_source TEXT CHECK (modified_source IN ('manifest', 'record', 'article')),
    language TEXT,                      -- that it states, a BCP 47 tag such as en-CA
    language_source TEXT CHECK (language_source IN ('manifest', 'record', 'article')),
    retrieved TEXT,                     -- when its bytes were, where the archive that holds them says so
    encoding TEXT,                      -- how its bytes were decoded: a name of the WHATWG's Encoding
                                        -- Standard; none for UTF-8 that was taken as it is
    encoding_basis TEXT CHECK (encoding_basis IN ('byte-order-mark', 'declared', 'detected')),
    replaced_characters INTEGER NOT NULL DEFAULT 0,   -- that could not be read: U+FFFD in the text
    hidden_characters INTEGER NOT NULL DEFAULT 0,     -- that show nothing, or turn the text's direction
    outside_start INTEGER,              -- the code point of the text from which it is other paragraphs
                                        -- of the same page, in which somebody is quoted
    revision_basis TEXT                 -- what puts the revisions of its address in order
        CHECK (revision_basis IN ('modified', 'published', 'retrieved', 'undetermined'))
) STRICT;

INSERT INTO new_article (number, article_id, text, text_sha256, bytes_sha256, article_kind,
       kind_source, outlet, outlet_source, title, title_source, byline, byline_source, published,
       published_source, url, url_source, source, revision, superseded, ingested_at, modified,
       modified_source, language, language_source, retrieved, encoding, encoding_basis,
       replaced_characters, hidden_characters, outside_start, revision_basis)
SELECT old.rowid, article_id, text.number, unhex(text_sha256),
       unhex(nullif(bytes_sha256, text_sha256)), article_kind,
       kind_source, outlet, outlet_source, title, title_source, byline, byline_source, published,
       published_source, url, url_source, source, revision, superseded, ingested_at, modified,
       modified_source, language, language_source, retrieved, encoding, encoding_basis,
       replaced_characters, hidden_characters, outside_start, revision_basis
  FROM article_row AS old JOIN text ON text.sha256 = old.text_sha256
 ORDER BY old.rowid;

DROP TABLE article_row;
ALTER TABLE new_article RENAME TO article_row;

CREATE TABLE new_speaker (
    -- People and bodies that are quoted. Who is named in full is one person in all articles; who
    -- is named by a single word is known within one text only, until other articles that ran the
    -- same quote give the full name.
    number INTEGER PRIMARY KEY,
    speaker_id TEXT NOT NULL UNIQUE,          -- s: and 16 hexadecimal digits
    name TEXT NOT NULL,
    only_in_text TEXT REFERENCES text (sha256),   -- that text, where the name is a single word
    same_as TEXT                        -- the speaker of that name in full
        REFERENCES speaker (speaker_id) ON DELETE SET NULL
) STRICT;

INSERT INTO new_speaker (number, speaker_id, name, only_in_text, same_as)
SELECT rowid, speaker_id, name, only_in_text, same_as FROM speaker ORDER BY rowid;

DROP TABLE speaker;
ALTER TABLE new_speaker RENAME TO speaker;

CREATE TABLE new_quote (
    -- One utterance in all its wordings; the view "quote" shows it. Its id is the smallest among its
    -- appearances', with q:.
    number INTEGER PRIMARY KEY,
    quote_id TEXT NOT NULL UNIQUE,
    basis INTEGER NOT NULL CHECK (basis IN (   -- how the reference was chosen
        0,                              -- primary
        1,                              -- first-seen
        2)),                            -- undetermined
    reference INTEGER NOT NULL,         -- the number of the reference wording
    independent_texts INTEGER NOT NULL  -- texts that ran it and are no copies of one another
) STRICT;

INSERT INTO new_quote (number, quote_id, basis, reference, independent_texts)
SELECT old.rowid, old.quote_id,
       CASE basis WHEN 'primary' THEN 0 WHEN 'first-seen' THEN 1 ELSE 2 END, wording.rowid, old.independent_texts
  FROM quote_row AS old JOIN wording ON wording.wording_id = old.reference_wording_id
 ORDER BY old.rowid;

DROP TABLE quote_row;
ALTER TABLE new_quote RENAME TO quote_row;

CREATE TABLE wording_row (
    -- One distinct way the words of a quote ran; typography, punctuation and case aside. The view
    -- "wording" shows it. Its id is the smallest among its appearances', with w:.
    number INTEGER PRIMARY KEY,
    wording_id TEXT NOT NULL,
    quote INTEGER NOT NULL REFERENCES quote_row (number) DEFERRABLE INITIALLY DEFERRED,
    shown INTEGER NOT NULL,             -- the number of the appearance whose words stand for it
    independent_texts INTEGER NOT NULL,
    parent INTEGER,                     -- the number of the wording that it most likely came from
    evidence TEXT                       -- for that parent, in words; or why there is none; NULL where
                                        -- that is because it is the reference
) STRICT;

INSERT INTO wording_row (number, wording_id, quote, shown, independent_texts, parent, evidence)
SELECT old.rowid, old.wording_id, quote.number,
       coalesce((SELECT min(appearance.rowid) FROM appearance
                  WHERE appearance.wording_id = old.wording_id AND appearance.text = old.text),
                (SELECT min(appearance.rowid) FROM appearance
                  WHERE appearance.wording_id = old.wording_id),
                0),
       old.independent_texts, parent.rowid, nullif(old.evidence, 'the reference')
  FROM wording AS old
  JOIN quote_row AS quote ON quote.quote_id = old.quote_id
  LEFT JOIN wording AS parent ON parent.wording_id = old.parent_wording_id
 ORDER BY old.rowid;

CREATE TABLE appearance_row (
    -- One span of quoted words in one article, its marks left out; the view "appearance" shows it.
    number INTEGER PRIMARY KEY,
    appearance_id TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES article_row (number),
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    text TEXT NOT NULL,                 -- exactly the words between the offsets
    kind INTEGER NOT NULL CHECK (kind IN (
        0,                              -- statement
        1,                              -- fragment
        2,                              -- label
        3)),                            -- passage
    stance INTEGER NOT NULL CHECK (stance IN (
        0,                              -- asserted
        1,                              -- denied
        2)),                            -- hypothetical
    speaker INTEGER REFERENCES speaker (number),
    speaker_mention TEXT,               -- what the article says: "he", "Dong"; '' for the speaker's name
    cue TEXT,                           -- the word that attributes it: "said"
    confidence REAL NOT NULL,           -- of the attribution, from 0 to 1
    part_of INTEGER                     -- the earlier part of the same utterance
        REFERENCES appearance_row (number) DEFERRABLE INITIALLY DEFERRED,
    nested_in INTEGER                   -- the appearance that this one stands inside
        REFERENCES appearance_row (number) DEFERRABLE INITIALLY DEFERRED
) STRICT;

INSERT INTO appearance_row (number, appearance_id, article, start_offset, end_offset, text, kind, stance,
       speaker, speaker_mention, cue, confidence, part_of, nested_in)
SELECT old.rowid, old.appearance_id, article_row.number, old.start_offset, old.end_offset, old.text,
       CASE old.kind WHEN 'statement' THEN 0 WHEN 'fragment' THEN 1 WHEN 'label' THEN 2 ELSE 3 END,
       CASE old.stance WHEN 'asserted' THEN 0 WHEN 'denied' THEN 1 ELSE 2 END,
       speaker.number,
       CASE WHEN old.speaker_mention = speaker.name THEN '' ELSE old.speaker_mention END,
       old.cue, old.confidence, part.rowid, container.rowid
  FROM appearance AS old
  JOIN article_row ON article_row.article_id = old.article_id
  LEFT JOIN speaker ON speaker.speaker_id = old.speaker_id
  LEFT JOIN appearance AS part ON part.appearance_id = old.part_of
  LEFT JOIN appearance AS container ON container.appearance_id = old.nested_in
 ORDER BY old.rowid;

CREATE TABLE member (
    -- Which wording an appearance runs; none for a label, or until it has been grouped.
    appearance INTEGER PRIMARY KEY
        REFERENCES appearance_row (number) DEFERRABLE INITIALLY DEFERRED,
    wording INTEGER NOT NULL REFERENCES wording_row (number) DEFERRABLE INITIALLY DEFERRED
) STRICT;

INSERT INTO member (appearance, wording)
SELECT appearance.rowid, wording.rowid
  FROM appearance JOIN wording ON wording.wording_id = appearance.wording_id
 ORDER BY appearance.rowid;

DROP TABLE appearance;
DROP TABLE wording;

CREATE INDEX article_by_text ON article_row (text);
CREATE INDEX article_by_bytes ON article_row (bytes_sha256) WHERE bytes_sha256 IS NOT NULL;
CREATE INDEX article_by_url ON article_row (url) WHERE url IS NOT NULL;
CREATE INDEX article_by_outlet ON article_row (outlet) WHERE outlet IS NOT NULL;
CREATE INDEX article_primary ON article_row (article_id) WHERE article_kind = 'primary';

CREATE INDEX speaker_by_name ON speaker (name);
CREATE INDEX speaker_by_person ON speaker (same_as) WHERE same_as IS NOT NULL;
CREATE INDEX speaker_by_text ON speaker (only_in_text) WHERE only_in_text IS NOT NULL;

CREATE INDEX wording_by_quote ON wording_row (quote);

CREATE INDEX appearance_by_article ON appearance_row (article);
CREATE INDEX appearance_by_speaker ON appearance_row (speaker) WHERE speaker IS NOT NULL;
CREATE INDEX appearance_by_part ON appearance_row (part_of) WHERE part_of IS NOT NULL;
CREATE INDEX appearance_by_container ON appearance_row (nested_in) WHERE nested_in IS NOT NULL;
CREATE INDEX appearance_passage ON appearance_row (appearance_id) WHERE kind = 3;

CREATE INDEX member_by_wording ON member (wording);

CREATE VIEW article AS
    -- One publication of one text. Each known value names its source.
    SELECT own.article_id,
           lower(hex(coalesce(own.bytes_sha256, own.text_sha256))) AS bytes_sha256,   -- as read
           lower(hex(own.text_sha256)) AS text_sha256,
           own.article_kind, own.kind_source,
           own.outlet, own.outlet_source,
           own.title, own.title_source,
           own.byline, own.byline_source,
           own.published, own.published_source,
           own.url, own.url_source,
           own.source, own.revision, own.superseded, own.ingested_at,
           own.modified, own.modified_source,
           own.language, own.language_source,
           own.retrieved, own.encoding, own.encoding_basis, own.replaced_characters,
           own.hidden_characters, own.outside_start, own.revision_basis
      FROM article_row AS own;

CREATE VIEW appearance AS
    -- One span of quoted words in one article, its marks left out.
    SELECT own.appearance_id,
           article_row.article_id,
           wording_row.wording_id,      -- none for a label, or until it has been grouped
           own.start_offset,
           own.end_offset,
           own.text,                    -- exactly the words between the offsets
           CASE own.kind WHEN 0 THEN 'statement' WHEN 1 THEN 'fragment' WHEN 2 THEN 'label'
                ELSE 'passage' END AS kind,
           CASE own.stance WHEN 0 THEN 'asserted' WHEN 1 THEN 'denied'
                ELSE 'hypothetical' END AS stance,
           speaker.speaker_id,
           CASE own.speaker_mention WHEN '' THEN speaker.name
                ELSE own.speaker_mention END AS speaker_mention,   -- what the article says: "he"
           own.cue,                     -- the word that attributes it: "said"
           own.confidence,              -- of the attribution, from 0 to 1
           part.appearance_id AS part_of,          -- the earlier part of the same utterance
           container.appearance_id AS nested_in    -- the appearance that this one stands inside
      FROM appearance_row AS own
      JOIN article_row ON article_row.number = own.article
      LEFT JOIN member ON member.appearance = own.number
      LEFT JOIN wording_row ON wording_row.number = member.wording
      LEFT JOIN speaker ON speaker.number = own.speaker
      LEFT JOIN appearance_row AS part ON part.number = own.part_of
      LEFT JOIN appearance_row AS container ON container.number = own.nested_in;

CREATE VIEW wording AS
    -- One distinct way the words of a quote ran; typography, punctuation and case aside.
    SELECT own.wording_id,
           quote_row.quote_id,
           coalesce((SELECT text FROM appearance_row WHERE number = own.shown), '') AS text,
           own.independent_texts,
           parent.wording_id AS parent_wording_id,   -- the wording that it most likely came from
           coalesce(own.evidence, 'the reference') AS evidence   -- for that, in words
      FROM wording_row AS own
      JOIN quote_row ON quote_row.number = own.quote
      LEFT JOIN wording_row AS parent ON parent.number = own.parent;

CREATE VIEW quote AS
    -- One utterance in all its wordings.
    SELECT own.quote_id,
           coalesce((SELECT text FROM appearance_row WHERE number = reference.shown), '') AS text,
           CASE own.basis WHEN 0 THEN 'primary' WHEN 1 THEN 'first-seen'
                ELSE 'undetermined' END AS basis,   -- how the reference was chosen
           reference.wording_id AS reference_wording_id,
           own.independent_texts        -- texts that ran it and are no copies of one another
      FROM quote_row AS own JOIN wording_row AS reference ON reference.number = own.reference;

CREATE VIEW quote_history AS
    -- Every run of every quote, oldest first: who ran which wording, when, and from where it came.
    SELECT quote_row.quote_id,
           (SELECT text FROM appearance_row WHERE number = reference.shown) AS quote,
           CASE quote_row.basis WHEN 0 THEN 'primary' WHEN 1 THEN 'first-seen'
                ELSE 'undetermined' END AS basis,
           wording_row.wording_id,
           (SELECT text FROM appearance_row WHERE number = wording_row.shown) AS wording,
           parent.wording_id AS parent_wording_id,
           coalesce(wording_row.evidence, 'the reference') AS evidence,
           article_row.published,
           article_row.outlet,
           coalesce(person.name, speaker.name) AS speaker,
           own.text,
           CASE own.kind WHEN 0 THEN 'statement' WHEN 1 THEN 'fragment' WHEN 2 THEN 'label'
                ELSE 'passage' END AS kind,
           CASE own.stance WHEN 0 THEN 'asserted' WHEN 1 THEN 'denied'
                ELSE 'hypothetical' END AS stance,
           article_row.article_kind,
           article_row.title,
           article_row.url,
           article_row.source,
           own.appearance_id,
           article_row.article_id
      FROM quote_row
      JOIN wording_row AS reference ON reference.number = quote_row.reference
      JOIN wording_row ON wording_row.quote = quote_row.number
      JOIN member ON member.wording = wording_row.number
      JOIN appearance_row AS own ON own.number = member.appearance
      JOIN article_row ON article_row.number = own.article
      LEFT JOIN wording_row AS parent ON parent.number = wording_row.parent
      LEFT JOIN speaker ON speaker.number = own.speaker
      LEFT JOIN speaker AS person ON person.speaker_id = speaker.same_as
     ORDER BY quote_row.quote_id, article_row.published IS NULL, article_row.published,
              article_row.outlet, article_row.article_id, own.start_offset;

CREATE VIEW outlets_of_quote AS
    -- Every outlet that ran a quote: how often, in how many wordings, and when first.
    SELECT quote_row.quote_id,
           (SELECT text FROM appearance_row WHERE number = reference.shown) AS quote,
           article_row.outlet,
           count(*) AS appearances,
           count(DISTINCT own.article) AS articles,
           count(DISTINCT member.wording) AS wordings,
           min(article_row.published) AS first_published,
           max(article_row.published) AS last_published
      FROM quote_row
      JOIN wording_row AS reference ON reference.number = quote_row.reference
      JOIN wording_row ON wording_row.quote = quote_row.number
      JOIN member ON member.wording = wording_row.number
      JOIN appearance_row AS own ON own.number = member.appearance
      JOIN article_row ON article_row.number = own.article
     GROUP BY quote_row.quote_id, article_row.outlet
     ORDER BY quote_row.quote_id, first_published IS NULL, first_published, article_row.outlet;
