BEGIN TRANSACTION;
CREATE TABLE answers (
    id TEXT PRIMARY KEY, chat INTEGER NOT NULL, user INTEGER NOT NULL, thread INTEGER,
    question_message INTEGER NOT NULL, answer_message INTEGER, question TEXT NOT NULL,
    citations TEXT NOT NULL, found INTEGER NOT NULL, filter TEXT NOT NULL, turn TEXT, parent TEXT,
    asked REAL NOT NULL, UNIQUE (chat, question_message));
INSERT INTO "answers" VALUES('olLskb5f',42,42,NULL,1001,7,'谁主持了会议？','["c1"]',1,'[null, null, ""]',NULL,NULL,1.79606201883925318714e+09);
CREATE TABLE breaks (
    chat INTEGER NOT NULL, user INTEGER NOT NULL, at REAL NOT NULL, PRIMARY KEY (chat, user));
INSERT INTO "breaks" VALUES(43,43,1.79606201883953428273e+09);
CREATE TABLE chats (
    id INTEGER PRIMARY KEY, language TEXT, since TEXT, until TEXT, source TEXT NOT NULL DEFAULT '');
INSERT INTO "chats" VALUES(42,'en','2022-01-01','2022-12-31','惠州日报');
CREATE TABLE citations (
    id TEXT PRIMARY KEY, document TEXT NOT NULL, paragraph INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, exact_start INTEGER, exact_end INTEGER);
INSERT INTO "citations" VALUES('c1','doc',0,0,5,1,2);
CREATE TABLE health (id INTEGER PRIMARY KEY CHECK (id = 0), at REAL NOT NULL);
INSERT INTO "health" VALUES(0,1.79606201883972883227e+09);
CREATE TABLE inbox (
    id INTEGER PRIMARY KEY, body TEXT, accepted REAL NOT NULL);
INSERT INTO "inbox" VALUES(10,NULL,1.79606201883963322637e+09);
INSERT INTO "inbox" VALUES(11,'{"update_id": 11}',1.7960620188397026062e+09);
CREATE TABLE votes (
    answer TEXT NOT NULL, user INTEGER NOT NULL, vote INTEGER NOT NULL, PRIMARY KEY (answer, user));
INSERT INTO "votes" VALUES('olLskb5f',42,1);
CREATE INDEX answers_by_answer ON answers (chat, answer_message);
CREATE INDEX answers_by_user ON answers (user, chat, asked);
COMMIT;
