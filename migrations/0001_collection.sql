-- The first schema: what outlets published, the spans quoted in it, and how those spans group.
--
-- Every key comes from content, never from the order of ingest: texts are known by their SHA-256,
-- articles, appearances, wordings and quotes by ids such as a:8f3c…, x:…, w:… and q:… (16
-- hexadecimal digits). The comments stand inside the statements, so that .schema shows them.
-- Offsets are half-open and count Unicode code points, as SQLite's substr does from 1:
-- substr(body, start_offset + 1, end_offset - start_offset) is the words of an appearance.

-- "QTRL": tells a quotetrail collection from any other SQLite file.
PRAGMA application_id = 1364480588;

CREATE TABLE state (
    -- What the collection notes about itself. Row 'grouping': 'current', or 'pending' from the
    -- moment articles change until their quotes have been grouped again.
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO state (name, value) VALUES ('grouping', 'current');

CREATE TABLE outlet (
    -- Who published: one row for every outlet named by an article.
    name TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE text (
    -- What articles say, each distinct text once, a byte-order mark left out.
    sha256 TEXT NOT NULL PRIMARY KEY,   -- of the body's UTF-8 bytes, 64 hexadecimal digits
    body TEXT NOT NULL
) STRICT;

CREATE TABLE article (
    -- One publication of one text. The same bytes at another address, or without an address from
    -- another outlet, are another article. Each known value names its source: a row of the
    -- manifest, a field of the record that held the article, or a line of the article itself.
    article_id TEXT NOT NULL PRIMARY KEY,
    bytes_sha256 TEXT NOT NULL,         -- of the bytes as read
    text_sha256 TEXT NOT NULL REFERENCES text (sha256),
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
    ingested_at TEXT NOT NULL           -- UTC
) STRICT;

CREATE INDEX article_by_bytes ON article (bytes_sha256);
CREATE INDEX article_by_text ON article (text_sha256);
CREATE INDEX article_by_url ON article (url) WHERE url IS NOT NULL;
CREATE INDEX article_by_outlet ON article (outlet) WHERE outlet IS NOT NULL;

CREATE TABLE article_former_value (
    -- Values that later, corrected metadata replaced; the article has the present ones.
    article_id TEXT NOT NULL REFERENCES article (article_id) ON UPDATE CASCADE,
    field TEXT NOT NULL,                -- outlet, title, byline, published, url or kind
    value TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('manifest', 'record', 'article')),
    replaced_at TEXT NOT NULL,          -- UTC
    PRIMARY KEY (article_id, field, value, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE speaker (
    -- People and bodies that are quoted. Who is named in full is one person in all articles; who
    -- is named by a single word is known within one text only, until other articles that ran the
    -- same quote give the full name.
    speaker_id TEXT NOT NULL PRIMARY KEY,     -- s: and 16 hexadecimal digits
    name TEXT NOT NULL,
    only_in_text TEXT REFERENCES text (sha256),   -- that text, where the name is a single word
    same_as TEXT                        -- the speaker of that name in full
        REFERENCES speaker (speaker_id) ON DELETE SET NULL
) STRICT;

CREATE INDEX speaker_by_name ON speaker (name);
CREATE INDEX speaker_by_person ON speaker (same_as) WHERE same_as IS NOT NULL;
CREATE INDEX speaker_by_text ON speaker (only_in_text) WHERE only_in_text IS NOT NULL;

CREATE TABLE speaker_alias (
    -- Other forms of a speaker's name that articles used: "Dong" and "Mr. Dong" for "Han Dong".
    speaker_id TEXT NOT NULL REFERENCES speaker (speaker_id) ON DELETE CASCADE,
    alias TEXT NOT NULL,
    PRIMARY KEY (speaker_id, alias)
) STRICT, WITHOUT ROWID;

CREATE TABLE quote (
    -- One utterance in all its wordings. Its id is the smallest among its appearances', with q:.
    quote_id TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL,                 -- of the reference wording
    basis TEXT NOT NULL CHECK (basis IN ('primary', 'first-seen', 'undetermined')),
    reference_wording_id TEXT NOT NULL
        REFERENCES wording (wording_id) DEFERRABLE INITIALLY DEFERRED,
    independent_texts INTEGER NOT NULL  -- texts that ran it and are no copies of one another
) STRICT;

CREATE INDEX quote_by_reference ON quote (reference_wording_id);

CREATE TABLE wording (
    -- One distinct way the words of a quote ran; typography, punctuation and case aside. Its id is
    -- the smallest among its appearances', with w:.
    wording_id TEXT NOT NULL PRIMARY KEY,
    quote_id TEXT NOT NULL REFERENCES quote (quote_id) DEFERRABLE INITIALLY DEFERRED,
    text TEXT NOT NULL,
    independent_texts INTEGER NOT NULL,
    parent_wording_id TEXT              -- the wording that it most likely came from
        REFERENCES wording (wording_id) DEFERRABLE INITIALLY DEFERRED,
    evidence TEXT NOT NULL              -- for that parent, in words; or why there is none
) STRICT;

CREATE INDEX wording_by_quote ON wording (quote_id);
CREATE INDEX wording_by_parent ON wording (parent_wording_id) WHERE parent_wording_id IS NOT NULL;

CREATE TABLE appearance (
    -- One span of quoted words in one article, its marks left out.
    appearance_id TEXT NOT NULL PRIMARY KEY,
    article_id TEXT NOT NULL REFERENCES article (article_id) ON UPDATE CASCADE,
    wording_id TEXT                     -- none for a label, or until it has been grouped
        REFERENCES wording (wording_id) DEFERRABLE INITIALLY DEFERRED,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    text TEXT NOT NULL,                 -- exactly the words between the offsets
    kind TEXT NOT NULL CHECK (kind IN ('statement', 'fragment', 'label', 'passage')),
    stance TEXT NOT NULL CHECK (stance IN ('asserted', 'denied', 'hypothetical')),
    speaker_id TEXT REFERENCES speaker (speaker_id),
    speaker_mention TEXT,               -- what the article says: "he", "Dong"
    cue TEXT,                           -- the word that attributes it: "said"
    confidence REAL NOT NULL,           -- of the attribution, from 0 to 1
    part_of TEXT                        -- the earlier part of the same utterance
        REFERENCES appearance (appearance_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    nested_in TEXT                      -- the appearance that this one stands inside
        REFERENCES appearance (appearance_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX appearance_by_article ON appearance (article_id, start_offset);
CREATE INDEX appearance_by_wording ON appearance (wording_id) WHERE wording_id IS NOT NULL;
CREATE INDEX appearance_by_speaker ON appearance (speaker_id) WHERE speaker_id IS NOT NULL;
CREATE INDEX appearance_by_part ON appearance (part_of) WHERE part_of IS NOT NULL;
CREATE INDEX appearance_by_container ON appearance (nested_in) WHERE nested_in IS NOT NULL;

CREATE TABLE possible_quote (
    -- Pairs of quotes that may be one utterance; too doubtful to join.
    quote_id TEXT NOT NULL REFERENCES quote (quote_id) DEFERRABLE INITIALLY DEFERRED,
    other_quote_id TEXT NOT NULL REFERENCES quote (quote_id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (quote_id, other_quote_id),
    CHECK (quote_id < other_quote_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX possible_quote_by_other ON possible_quote (other_quote_id);

CREATE TABLE article_relation (
    -- Articles that reprint, paraphrase or rewrite others, with the figures that say so.
    article_id TEXT NOT NULL PRIMARY KEY REFERENCES article (article_id) ON UPDATE CASCADE,
    relation TEXT NOT NULL CHECK (relation IN
        ('reprint', 'machine-paraphrased', 'rewrite', 'insufficient-overlap', 'independent')),
    source_article_id TEXT              -- the article it was made from, where the collection has it
        REFERENCES article (article_id) ON UPDATE CASCADE,
    shared_words INTEGER NOT NULL,      -- standing in runs of six or more
    aligned_words INTEGER NOT NULL,     -- aligned in paired sentences
    swaps_per_hundred REAL NOT NULL     -- words swapped for every 100 equal ones
) STRICT, WITHOUT ROWID;

CREATE INDEX article_relation_by_source ON article_relation (source_article_id)
    WHERE source_article_id IS NOT NULL;

CREATE TABLE article_compared (
    -- The articles whose sentences pair with those of a related one.
    article_id TEXT NOT NULL REFERENCES article_relation (article_id)
        ON UPDATE CASCADE ON DELETE CASCADE,
    other_article_id TEXT NOT NULL REFERENCES article (article_id) ON UPDATE CASCADE,
    PRIMARY KEY (article_id, other_article_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX article_compared_by_other ON article_compared (other_article_id);

CREATE TABLE article_substitution (
    -- Words of the articles compared with, and what stands in their place here.
    article_id TEXT NOT NULL REFERENCES article_relation (article_id)
        ON UPDATE CASCADE ON DELETE CASCADE,
    from_words TEXT NOT NULL,
    to_words TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (article_id, from_words, to_words)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_verb (
    -- How often a related article uses each reporting verb.
    article_id TEXT NOT NULL REFERENCES article_relation (article_id)
        ON UPDATE CASCADE ON DELETE CASCADE,
    verb TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (article_id, verb)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_same_text (
    -- Pairs of articles that are one text: reprints of one another, or a paraphrase and its source.
    article_id TEXT NOT NULL REFERENCES article (article_id) ON UPDATE CASCADE,
    other_article_id TEXT NOT NULL REFERENCES article (article_id) ON UPDATE CASCADE,
    PRIMARY KEY (article_id, other_article_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX article_same_text_by_other ON article_same_text (other_article_id);

CREATE TABLE id_alias (
    -- Ids that go on working: those in use before an article's metadata was corrected, and those
    -- that a passage had, or would have had, while its quote had only some of its wordings.
    old_id TEXT NOT NULL PRIMARY KEY,   -- a: or x:
    current_id TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('corrected', 'passage'))
) STRICT, WITHOUT ROWID;

CREATE INDEX id_alias_by_current ON id_alias (current_id);

CREATE VIEW quote_history AS
    -- Every run of every quote, oldest first: who ran which wording, when, and from where it came.
    SELECT quote.quote_id,
           quote.text AS quote,
           quote.basis,
           wording.wording_id,
           wording.text AS wording,
           wording.parent_wording_id,
           wording.evidence,
           article.published,
           article.outlet,
           coalesce(person.name, speaker.name) AS speaker,
           appearance.text,
           appearance.kind,
           appearance.stance,
           article.article_kind,
           article.title,
           article.url,
           article.source,
           appearance.appearance_id,
           appearance.article_id
      FROM quote
      JOIN wording ON wording.quote_id = quote.quote_id
      JOIN appearance ON appearance.wording_id = wording.wording_id
      JOIN article ON article.article_id = appearance.article_id
      LEFT JOIN speaker ON speaker.speaker_id = appearance.speaker_id
      LEFT JOIN speaker AS person ON person.speaker_id = speaker.same_as
     ORDER BY quote.quote_id, article.published IS NULL, article.published, article.outlet,
              appearance.article_id, appearance.start_offset;

CREATE VIEW outlets_of_quote AS
    -- Every outlet that ran a quote: how often, in how many wordings, and when first.
    SELECT quote.quote_id,
           quote.text AS quote,
           article.outlet,
           count(*) AS appearances,
           count(DISTINCT article.article_id) AS articles,
           count(DISTINCT wording.wording_id) AS wordings,
           min(article.published) AS first_published,
           max(article.published) AS last_published
      FROM quote
      JOIN wording ON wording.quote_id = quote.quote_id
      JOIN appearance ON appearance.wording_id = wording.wording_id
      JOIN article ON article.article_id = appearance.article_id
     GROUP BY quote.quote_id, article.outlet
     ORDER BY quote.quote_id, first_published IS NULL, first_published, article.outlet;
