-- A collection with the schema of 0007: one article, its quote grouped, decisions, a time, and words.
INSERT INTO outlet VALUES ('Harbour Post');
INSERT INTO text VALUES (1, '5c43b2766743be9d501fdbc1afe9774edd0ec3c203178cc503e08df62291a143', '“The bridge stays shut,” Ms. Reed said.
');
INSERT INTO article_row (number, article_id, text, text_sha256, outlet, outlet_source, published,
    published_source, source, ingested_at)
VALUES (1, 'a:64a143b18feffedd', 1,
    X'5c43b2766743be9d501fdbc1afe9774edd0ec3c203178cc503e08df62291a143',
    'Harbour Post', 0, '2024-05', 1, 'a.txt', 1795165200);
INSERT INTO speaker VALUES (1, 's:64f091fc354be9c7', 'Ada Reed', NULL, NULL);
INSERT INTO speaker_alias VALUES ('s:64f091fc354be9c7', 'Ms. Reed');
BEGIN;
INSERT INTO quote_row VALUES (1, 'q:e7fd90f7c99cf8ab', 2, 1, 1);
INSERT INTO wording_row VALUES (1, 'w:e7fd90f7c99cf8ab', 1, 1, 1, NULL, 'the only wording');
INSERT INTO appearance_row VALUES (1, 'x:e7fd90f7c99cf8ab', 1, 1, 23, 'The bridge stays shut,', 0, 0, 1,
    'Ms. Reed', 'said', 0.9, NULL, NULL);
INSERT INTO member VALUES (1, 1);
COMMIT;
INSERT INTO decision (decided_at, action, asked, note)
VALUES ('2026-11-20T12:00:00Z', 'merge', 'q:e7fd90f7c99cf8ab q:0000000000000001', 'one speech');
INSERT INTO decision_appearance VALUES (1, 'x:e7fd90f7c99cf8ab', 'merged');
INSERT INTO decision (decided_at, action, asked, undoes)
VALUES ('2026-11-20T12:01:00Z', 'undo', '1', 1);
-- When its words were spoken.
INSERT INTO caption VALUES ('a:64a143b18feffedd', 1, 'Ada Reed', 83000, NULL);
-- One of its words is entered; the text itself is still pending.
INSERT INTO search_pending (text) SELECT number FROM text;
INSERT INTO search_term (slot, texts) VALUES (1631528931 * 128, X'00');
