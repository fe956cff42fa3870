PRAGMA journal_mode = WAL;;
PRAGMA application_id = 1397576275;;
PRAGMA user_version = 2;;
CREATE TABLE events (
  ordering               INTEGER PRIMARY KEY,  -- 1, 2, 3, ... without a gap
  persistence_id         TEXT    NOT NULL,
  sequence_nr            INTEGER NOT NULL,
  written_at             INTEGER NOT NULL,     -- milliseconds since 1970-01-01T00:00Z
  writer_uuid            TEXT    NOT NULL,
  serializer_id          INTEGER NOT NULL,
  manifest               TEXT    NOT NULL,
  adapter_manifest       TEXT    NOT NULL,
  payload                BLOB    NOT NULL,
  metadata_serializer_id INTEGER,
  metadata_manifest      TEXT,
  metadata               BLOB,
  tags                   TEXT    NOT NULL,     -- JSON array of texts
  chain                  BLOB    NOT NULL      -- SHA-256 link of the entity's events
) STRICT;;
CREATE UNIQUE INDEX events_by_entity ON events (persistence_id, sequence_nr);;
CREATE INDEX first_events ON events (ordering) WHERE sequence_nr = 1;;
CREATE TABLE event_tags (
  tag      TEXT    NOT NULL,
  ordering INTEGER NOT NULL,
  PRIMARY KEY (tag, ordering)
) STRICT, WITHOUT ROWID;;
CREATE TABLE deletions (                       -- hides events, removes none
  persistence_id TEXT    PRIMARY KEY,
  to_sequence_nr INTEGER NOT NULL
) STRICT, WITHOUT ROWID;;
CREATE TABLE snapshots (
  persistence_id         TEXT    NOT NULL,
  sequence_nr            INTEGER NOT NULL,
  written_at             INTEGER NOT NULL,     -- milliseconds since 1970-01-01T00:00Z
  serializer_id          INTEGER NOT NULL,
  manifest               TEXT    NOT NULL,
  payload                BLOB    NOT NULL,
  metadata_serializer_id INTEGER,
  metadata_manifest      TEXT,
  metadata               BLOB,
  UNIQUE (persistence_id, sequence_nr)
) STRICT;;
CREATE TABLE results (
  digest TEXT PRIMARY KEY,
  bytes  BLOB NOT NULL
) STRICT;;
CREATE TABLE views (
  name     TEXT    PRIMARY KEY,
  version  INTEGER NOT NULL,
  ordering INTEGER NOT NULL                    -- of the last event in the view
) STRICT, WITHOUT ROWID;;
INSERT INTO events VALUES (1, 'a', 1, 1795248000123, 'writer-1', 7, 'text', '', x'6f6e65', NULL, NULL, NULL, '[]', x'35769e7fab1e885a2d9447234ea3cfd7d67aa5aa802b7e157a13c9c4d622dc88');;
INSERT INTO events VALUES (2, 'a', 2, 1795248000123, 'writer-1', 7, 'text', '', x'74776f', NULL, NULL, NULL, '["even","täg"]', x'5d07bbdb333d812a197314b4ad098f11a174a166b6ced1ade89d6ad7af72a776');;
ALTER TABLE events ADD COLUMN packing INTEGER NOT NULL DEFAULT 0;;
INSERT INTO events VALUES (3, 'a', 3, 1795248000123, 'writer-1', 7, 'text', '', x'e904d5d55d0a02310c04e01b2d69da34d33d8717e8761b41c1822cc2dedeba0ffebc883e894748e663e603d0f974aee5b834e5cbba069ef7ad49abcb72e89f7923bd932edb0cfc96fb13872dfe3bffce5606eff080fb7df0eca09222f52efb5700b9a851309f04761bda7e1060069d3c1942c08494cc9730f950413a83a2d66a445932e6d811bc36a5db318d9c46494304b338f5b7e6bc02', NULL, NULL, NULL, '["even"]', x'a10f01d5f722e23a64f4cea9b55cd04de3bce0a1ba99b05bbba53fc5d42520e9', 1);;
INSERT INTO event_tags VALUES ('even', 3);;
INSERT INTO event_tags VALUES ('even', 2);;
INSERT INTO event_tags VALUES ('täg', 2);;
INSERT INTO deletions VALUES ('a', 1);;
INSERT INTO snapshots VALUES ('a', 2, 1795248000123, 7, 'text', x'05', 8, 'm', x'06');;
INSERT INTO results VALUES ('digest', x'010203');;
CREATE TRIGGER events_never_UPDATE BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events is append-only'); END;;
CREATE TRIGGER events_never_DELETE BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events is append-only'); END;;
CREATE TRIGGER event_tags_never_UPDATE BEFORE UPDATE ON event_tags
BEGIN SELECT RAISE(ABORT, 'event_tags is append-only'); END;;
CREATE TRIGGER event_tags_never_DELETE BEFORE DELETE ON event_tags
BEGIN SELECT RAISE(ABORT, 'event_tags is append-only'); END;;
CREATE TRIGGER results_never_UPDATE BEFORE UPDATE ON results
BEGIN SELECT RAISE(ABORT, 'results is append-only'); END;;
CREATE TRIGGER results_never_DELETE BEFORE DELETE ON results
BEGIN SELECT RAISE(ABORT, 'results is append-only'); END;;
