-- What is one of a few words is kept as a number, and checked without a search.
--
-- Where a value came from is said eight times for each article, and took eight words. That it is one
-- of three was checked by putting the three into a table of their own, for each value of each row that
-- was written: half of the time that it took to write an article. Texts that wait for their words to be
-- entered are numbers too, in the order in which they came. Tables are made anew, and the views show
-- what they showed.
--
-- Foreign keys are not enforced while this runs, and are checked at its end.

DROP VIEW quote_history;
DROP VIEW outlets_of_quote;
DROP VIEW quote;
DROP VIEW wording;
DROP VIEW appearance;
DROP VIEW article;

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
    article_kind INTEGER NOT NULL DEFAULT 0 CHECK (
        article_kind BETWEEN 0 AND 1),  -- 0 report, 1 primary
    kind_source INTEGER CHECK (         -- this and the other sources:
        kind_source BETWEEN 0 AND 2),   -- 0 manifest, 1 record, 2 article
    outlet TEXT REFERENCES outlet (name),
    outlet_source INTEGER CHECK (outlet_source BETWEEN 0 AND 2),
    title TEXT,
    title_source INTEGER CHECK (title_source BETWEEN 0 AND 2),
    byline TEXT,
    byline_source INTEGER CHECK (byline_source BETWEEN 0 AND 2),
    published TEXT,                     -- in the precision stated: 2023, 2023-03, 2023-03-22, RFC 3339
    published_source INTEGER CHECK (published_source BETWEEN 0 AND 2),
    url TEXT,
    url_source INTEGER CHECK (url_source BETWEEN 0 AND 2),
    source TEXT NOT NULL,               -- the file or address that it was read from
    revision INTEGER NOT NULL DEFAULT 1,      -- counts the texts seen at one address, from 1
    superseded INTEGER NOT NULL DEFAULT 0,    -- 1 where a later revision is here
    ingested_at INTEGER NOT NULL,       -- seconds since 1970, UTC
    modified TEXT,                      -- when it was last changed, in the precision stated
    modified_source INTEGER CHECK (modified_source BETWEEN 0 AND 2),
    language TEXT,                      -- that it states, a BCP 47 tag such as en-CA
    language_source INTEGER CHECK (language_source BETWEEN 0 AND 2),
    retrieved TEXT,                     -- when its bytes were, where the archive that holds them says so
    encoding TEXT,                      -- how its bytes were decoded: a name of the WHATWG's Encoding
                                        -- Standard; none for UTF-8 that was taken as it is
    encoding_basis TEXT CHECK (encoding_basis = 'byte-order-mark' OR encoding_basis = 'declared'
        OR encoding_basis = 'detected'),
    replaced_characters INTEGER NOT NULL DEFAULT 0,   -- that could not be read: U+FFFD in the text
    hidden_characters INTEGER NOT NULL DEFAULT 0,     -- that show nothing, or turn the text's direction
    outside_start INTEGER,              -- the code point of the text from which it is other paragraphs
                                        -- of the same page, in which somebody is quoted
    revision_basis TEXT                 -- what puts the revisions of its address in order
        CHECK (revision_basis = 'modified' OR revision_basis = 'published'
            OR revision_basis = 'retrieved' OR revision_basis = 'undetermined')
) STRICT;

INSERT INTO new_article (number, article_id, text, text_sha256, bytes_sha256, article_kind,
       kind_source, outlet, outlet_source, title, title_source, byline, byline_source, published,
       published_source, url, url_source, source, revision, superseded, ingested_at, modified,
       modified_source, language, language_source, retrieved, encoding, encoding_basis,
       replaced_characters, hidden_characters, outside_start, revision_basis)
SELECT number, article_id, text, text_sha256, bytes_sha256,
       CASE article_kind WHEN 'primary' THEN 1 ELSE 0 END,
       CASE kind_source WHEN 'manifest' THEN 0 WHEN 'record' THEN 1 WHEN 'article' THEN 2 END,
       outlet,
       CASE outlet_source WHEN 'manifest' THEN 0 WHEN 'record' THEN 1 WHEN 'article' THEN 2 END,
       title,
       CASE title_source WHEN 'manifest' THEN 0 WHEN 'record' THEN 1 WHEN 'article' THEN 2 END,
       byline,
       CASE byline_source WHEN 'manifest' THEN 0 WHEN 'record' THEN 1 WHEN 'article' THEN 2 END,
       published,
       CASE published_source WHEN 'manifest' THEN 0 WHEN 'record' THEN 1 WHEN 'article' THEN 2 END,
       url,
       CASE url_source WHEN 'manifest' THEN 0 WHEN 'record' THEN 1 WHEN 'article' THEN 2 END,
       source, revision, superseded, coalesce(unixepoch(ingested_at), 0), modified,
       CASE modified_source WHEN 'manifest' THEN 0 WHEN 'record' THEN 1 WHEN 'article' THEN 2 END,
       language,
       CASE language_source WHEN 'manifest' THEN 0 WHEN 'record' THEN 1 WHEN 'article' THEN 2 END,
       retrieved, encoding, encoding_basis, replaced_characters, hidden_characters,
       outside_start, revision_basis
  FROM article_row
 ORDER BY number;

DROP TABLE article_row;
ALTER TABLE new_article RENAME TO article_row;

CREATE TABLE new_quote (
    -- One utterance in all its wordings; the view "quote" shows it. Its id is the smallest among its
    -- appearances', with q:.
    number INTEGER PRIMARY KEY,
    quote_id TEXT NOT NULL UNIQUE,
    basis INTEGER NOT NULL CHECK (      -- how the reference was chosen:
        basis BETWEEN 0 AND 2),         -- 0 primary, 1 first-seen, 2 undetermined
    reference INTEGER NOT NULL,         -- the number of the reference wording
    independent_texts INTEGER NOT NULL  -- texts that ran it and are no copies of one another
) STRICT;

INSERT INTO new_quote (number, quote_id, basis, reference, independent_texts)
-- A build in the making wrote the basis as a word under the same number of schema.
SELECT number, quote_id,
       CASE basis WHEN 'primary' THEN 0 WHEN 'first-seen' THEN 1 WHEN 'undetermined' THEN 2
            ELSE basis END,
       reference, independent_texts
  FROM quote_row
 ORDER BY number;

DROP TABLE quote_row;
ALTER TABLE new_quote RENAME TO quote_row;

CREATE TABLE new_appearance (
    -- One span of quoted words in one article, its marks left out; the view "appearance" shows it.
    number INTEGER PRIMARY KEY,
    appearance_id TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES article_row (number),
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    text TEXT NOT NULL,                 -- exactly the words between the offsets
    kind INTEGER NOT NULL CHECK (
        kind BETWEEN 0 AND 3),          -- 0 statement, 1 fragment, 2 label, 3 passage
    stance INTEGER NOT NULL CHECK (
        stance BETWEEN 0 AND 2),        -- 0 asserted, 1 denied, 2 hypothetical
    speaker INTEGER REFERENCES speaker (number),
    speaker_mention TEXT,               -- what the article says: "he", "Dong"; '' for the speaker's name
    cue TEXT,                           -- the word that attributes it: "said"
    confidence REAL NOT NULL,           -- of the attribution, from 0 to 1
    part_of INTEGER                     -- the earlier part of the same utterance
        REFERENCES appearance_row (number) DEFERRABLE INITIALLY DEFERRED,
    nested_in INTEGER                   -- the appearance that this one stands inside
        REFERENCES appearance_row (number) DEFERRABLE INITIALLY DEFERRED
) STRICT;

INSERT INTO new_appearance (number, appearance_id, article, start_offset, end_offset, text, kind,
       stance, speaker, speaker_mention, cue, confidence, part_of, nested_in)
SELECT number, appearance_id, article, start_offset, end_offset, text, kind, stance, speaker,
       speaker_mention, cue, confidence, part_of, nested_in
  FROM appearance_row
 ORDER BY number;

DROP TABLE appearance_row;
ALTER TABLE new_appearance RENAME TO appearance_row;

CREATE TABLE new_pending (
    -- Texts whose words have not been entered yet; searches read them whole.
    text INTEGER PRIMARY KEY REFERENCES text (number)
) STRICT;

INSERT INTO new_pending (text)
SELECT number FROM search_pending JOIN text ON sha256 = text_sha256 ORDER BY number;

DROP TABLE search_pending;
ALTER TABLE new_pending RENAME TO search_pending;

CREATE INDEX article_by_text ON article_row (text);
CREATE INDEX article_by_bytes ON article_row (bytes_sha256) WHERE bytes_sha256 IS NOT NULL;
CREATE INDEX article_by_url ON article_row (url) WHERE url IS NOT NULL;
CREATE INDEX article_by_outlet ON article_row (outlet) WHERE outlet IS NOT NULL;
CREATE INDEX article_primary ON article_row (article_id) WHERE article_kind = 1;
CREATE INDEX appearance_by_article ON appearance_row (article);
CREATE INDEX appearance_by_speaker ON appearance_row (speaker) WHERE speaker IS NOT NULL;
CREATE INDEX appearance_by_part ON appearance_row (part_of) WHERE part_of IS NOT NULL;
CREATE INDEX appearance_by_container ON appearance_row (nested_in) WHERE nested_in IS NOT NULL;
CREATE INDEX appearance_passage ON appearance_row (appearance_id) WHERE kind = 3;

CREATE VIEW article AS
    -- One publication of one text. Each known value names its source.
    SELECT own.article_id,
           lower(hex(coalesce(own.bytes_sha256, own.text_sha256))) AS bytes_sha256,   -- as read
           lower(hex(own.text_sha256)) AS text_sha256,
           CASE own.article_kind WHEN 1 THEN 'primary' ELSE 'report' END AS article_kind,
           CASE own.kind_source WHEN 0 THEN 'manifest' WHEN 1 THEN 'record'
                WHEN 2 THEN 'article' END AS kind_source,
           own.outlet,
           CASE own.outlet_source WHEN 0 THEN 'manifest' WHEN 1 THEN 'record'
                WHEN 2 THEN 'article' END AS outlet_source,
           own.title,
           CASE own.title_source WHEN 0 THEN 'manifest' WHEN 1 THEN 'record'
                WHEN 2 THEN 'article' END AS title_source,
           own.byline,
           CASE own.byline_source WHEN 0 THEN 'manifest' WHEN 1 THEN 'record'
                WHEN 2 THEN 'article' END AS byline_source,
           own.published,
           CASE own.published_source WHEN 0 THEN 'manifest' WHEN 1 THEN 'record'
                WHEN 2 THEN 'article' END AS published_source,
           own.url,
           CASE own.url_source WHEN 0 THEN 'manifest' WHEN 1 THEN 'record'
                WHEN 2 THEN 'article' END AS url_source,
           own.source, own.revision, own.superseded,
           strftime('%Y-%m-%dT%H:%M:%SZ', own.ingested_at, 'unixepoch') AS ingested_at,
           own.modified,
           CASE own.modified_source WHEN 0 THEN 'manifest' WHEN 1 THEN 'record'
                WHEN 2 THEN 'article' END AS modified_source,
           own.language,
           CASE own.language_source WHEN 0 THEN 'manifest' WHEN 1 THEN 'record'
                WHEN 2 THEN 'article' END AS language_source,
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
           CASE article_row.article_kind WHEN 1 THEN 'primary' ELSE 'report' END AS article_kind,
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
