CREATE TABLE address (
	channel TEXT NOT NULL, 
	address TEXT NOT NULL, 
	person_id BIGINT NOT NULL, 
	last_seen TEXT DEFAULT '' NOT NULL, 
	blocked_at TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_address PRIMARY KEY (channel, address), 
	CONSTRAINT fk_address_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE consent (
	person_id BIGINT NOT NULL, 
	purpose TEXT NOT NULL, 
	granted SMALLINT DEFAULT '0' NOT NULL, 
	at TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_consent PRIMARY KEY (person_id, purpose), 
	CONSTRAINT fk_consent_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE done (
	programme TEXT NOT NULL, 
	duty TEXT NOT NULL, 
	occurrence TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	person_id BIGINT NOT NULL, 
	at TEXT DEFAULT '' NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	files TEXT DEFAULT '[]' NOT NULL, 
	CONSTRAINT pk_done PRIMARY KEY (programme, duty, occurrence, scope), 
	CONSTRAINT fk_done_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE draft (
	id TEXT NOT NULL, 
	person_id BIGINT NOT NULL, 
	form TEXT DEFAULT '' NOT NULL, 
	version BIGINT DEFAULT '0' NOT NULL, 
	programme TEXT DEFAULT '' NOT NULL, 
	answers TEXT DEFAULT '{}' NOT NULL, 
	at TEXT DEFAULT '' NOT NULL, 
	partial TEXT DEFAULT 'null' NOT NULL, 
	page BIGINT DEFAULT '0' NOT NULL, 
	returning_ SMALLINT DEFAULT '0' NOT NULL, 
	marked TEXT DEFAULT '[]' NOT NULL, 
	subject TEXT DEFAULT '' NOT NULL, 
	revision BIGINT DEFAULT '0' NOT NULL, 
	updated_at TEXT DEFAULT '' NOT NULL, area TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_draft PRIMARY KEY (id), 
	CONSTRAINT fk_draft_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE event (
	id INTEGER NOT NULL, 
	at TEXT DEFAULT '' NOT NULL, 
	person_id BIGINT NOT NULL, 
	kind TEXT DEFAULT '' NOT NULL, 
	subject TEXT DEFAULT '' NOT NULL, 
	reason TEXT DEFAULT '' NOT NULL, 
	marked TEXT DEFAULT '[]' NOT NULL, 
	CONSTRAINT pk_event PRIMARY KEY (id), 
	CONSTRAINT fk_event_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE file (
	id TEXT NOT NULL, 
	person_id BIGINT NOT NULL, 
	name TEXT DEFAULT '' NOT NULL, 
	content_type TEXT DEFAULT '' NOT NULL, 
	size BIGINT DEFAULT '0' NOT NULL, 
	created_at TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_file PRIMARY KEY (id, person_id), 
	CONSTRAINT fk_file_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE inbox (
	id INTEGER NOT NULL, 
	channel TEXT DEFAULT '' NOT NULL, 
	update_id TEXT DEFAULT '' NOT NULL, 
	address TEXT DEFAULT '' NOT NULL, 
	payload TEXT DEFAULT '' NOT NULL, 
	received_at TEXT DEFAULT '' NOT NULL, 
	done_at TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_inbox PRIMARY KEY (id), 
	CONSTRAINT uq_inbox_channel_update_id UNIQUE (channel, update_id)
);
CREATE TABLE invitation (
	token_hash TEXT NOT NULL, 
	role TEXT DEFAULT '' NOT NULL, 
	area TEXT DEFAULT '' NOT NULL, 
	programme TEXT DEFAULT '' NOT NULL, 
	person_id BIGINT DEFAULT '0' NOT NULL, 
	expires_at TEXT DEFAULT '' NOT NULL, 
	used_at TEXT DEFAULT '' NOT NULL, 
	used_by BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_invitation PRIMARY KEY (token_hash)
);
CREATE TABLE meta (
	"key" TEXT NOT NULL, 
	value TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_meta PRIMARY KEY ("key")
);
CREATE TABLE moved (
	id INTEGER NOT NULL, 
	programme TEXT DEFAULT '' NOT NULL, 
	duty TEXT DEFAULT '' NOT NULL, 
	occurrence TEXT DEFAULT '' NOT NULL, 
	area TEXT DEFAULT '' NOT NULL, 
	was TEXT DEFAULT '' NOT NULL, 
	last_day TEXT DEFAULT '' NOT NULL, 
	reason TEXT DEFAULT '' NOT NULL, 
	person_id BIGINT NOT NULL, 
	at TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_moved PRIMARY KEY (id), 
	CONSTRAINT fk_moved_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE mute (
	person_id BIGINT NOT NULL, 
	duty TEXT NOT NULL, 
	at TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_mute PRIMARY KEY (person_id, duty), 
	CONSTRAINT fk_mute_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE outbox (
	id INTEGER NOT NULL, 
	channel TEXT DEFAULT '' NOT NULL, 
	address TEXT DEFAULT '' NOT NULL, 
	lane TEXT DEFAULT '' NOT NULL, 
	payload TEXT DEFAULT '' NOT NULL, 
	"key" TEXT, 
	state TEXT DEFAULT 'waiting' NOT NULL, 
	attempts BIGINT DEFAULT '0' NOT NULL, 
	not_before TEXT DEFAULT '' NOT NULL, 
	created_at TEXT DEFAULT '' NOT NULL, 
	sent_at TEXT DEFAULT '' NOT NULL, 
	message_ref TEXT DEFAULT '' NOT NULL, 
	error TEXT DEFAULT '' NOT NULL, leased_until TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_outbox PRIMARY KEY (id), 
	CONSTRAINT uq_outbox_key UNIQUE ("key")
);
CREATE TABLE paper (
	id TEXT NOT NULL, 
	person_id BIGINT NOT NULL, 
	kind TEXT DEFAULT '' NOT NULL, 
	name TEXT DEFAULT '' NOT NULL, 
	number TEXT DEFAULT '' NOT NULL, 
	issuer TEXT DEFAULT '' NOT NULL, 
	issued_on TEXT DEFAULT '' NOT NULL, 
	expires_on TEXT DEFAULT '' NOT NULL, 
	star BIGINT DEFAULT '0' NOT NULL, 
	product_id TEXT DEFAULT '' NOT NULL, 
	file_id TEXT DEFAULT '' NOT NULL, 
	revision BIGINT DEFAULT '0' NOT NULL, 
	updated_at TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_paper PRIMARY KEY (id), 
	CONSTRAINT fk_paper_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE person (
	id INTEGER NOT NULL, 
	language TEXT DEFAULT '' NOT NULL, 
	draft_id TEXT DEFAULT '' NOT NULL, 
	menu BIGINT DEFAULT '0' NOT NULL, 
	choices TEXT DEFAULT '[]' NOT NULL, 
	created_at TEXT DEFAULT '' NOT NULL, calendar BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_person PRIMARY KEY (id)
);
CREATE TABLE plan_part (
	id INTEGER NOT NULL, 
	product_id TEXT NOT NULL, 
	person_id BIGINT NOT NULL, 
	section TEXT DEFAULT '' NOT NULL, 
	answers TEXT DEFAULT '{}' NOT NULL, 
	reason TEXT DEFAULT '' NOT NULL, 
	at TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_plan_part PRIMARY KEY (id), 
	CONSTRAINT fk_plan_part_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_plan_part_product_id FOREIGN KEY(product_id) REFERENCES product (id)
);
CREATE TABLE producer (
	id TEXT NOT NULL, 
	person_id BIGINT NOT NULL, 
	name TEXT DEFAULT '' NOT NULL, 
	name_folded TEXT DEFAULT '' NOT NULL, 
	answers TEXT DEFAULT '{}' NOT NULL, 
	updated_at TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_producer PRIMARY KEY (id), 
	CONSTRAINT fk_producer_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_producer_person_id_name_folded UNIQUE (person_id, name_folded)
);
CREATE TABLE product (
	id TEXT NOT NULL, 
	producer_id TEXT NOT NULL, 
	person_id BIGINT NOT NULL, 
	programme TEXT DEFAULT '' NOT NULL, 
	area TEXT DEFAULT '' NOT NULL, 
	name TEXT DEFAULT '' NOT NULL, 
	name_folded TEXT DEFAULT '' NOT NULL, 
	answers TEXT DEFAULT '{}' NOT NULL, 
	form TEXT DEFAULT '' NOT NULL, 
	form_version BIGINT DEFAULT '0' NOT NULL, 
	state TEXT DEFAULT '' NOT NULL, 
	revision BIGINT DEFAULT '0' NOT NULL, 
	marked TEXT DEFAULT '[]' NOT NULL, 
	reason TEXT DEFAULT '' NOT NULL, 
	sent_on TEXT DEFAULT '' NOT NULL, 
	updated_on TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_product PRIMARY KEY (id), 
	CONSTRAINT fk_product_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_product_producer_id FOREIGN KEY(producer_id) REFERENCES producer (id)
);
CREATE TABLE reminder (
	id INTEGER NOT NULL, 
	"key" TEXT DEFAULT '' NOT NULL, 
	programme TEXT DEFAULT '' NOT NULL, 
	rule TEXT DEFAULT '' NOT NULL, 
	kind TEXT DEFAULT '' NOT NULL, 
	duty TEXT DEFAULT '' NOT NULL, 
	occurrence TEXT DEFAULT '' NOT NULL, 
	person_id BIGINT NOT NULL, 
	scope TEXT DEFAULT '' NOT NULL, 
	mark TEXT DEFAULT '' NOT NULL, 
	day TEXT DEFAULT '' NOT NULL, 
	on_day TEXT DEFAULT '' NOT NULL, 
	at TEXT DEFAULT '' NOT NULL, 
	state TEXT DEFAULT 'planned' NOT NULL, 
	official SMALLINT DEFAULT '0' NOT NULL, 
	closed_at TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_reminder PRIMARY KEY (id), 
	CONSTRAINT fk_reminder_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_reminder_key UNIQUE ("key")
);
CREATE TABLE role (
	person_id BIGINT NOT NULL, 
	role TEXT NOT NULL, 
	area TEXT NOT NULL, 
	programme TEXT NOT NULL, 
	granted_at TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_role PRIMARY KEY (person_id, role, area, programme), 
	CONSTRAINT fk_role_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE score (
	id INTEGER NOT NULL, 
	product_id TEXT NOT NULL, 
	person_id BIGINT NOT NULL, 
	kind TEXT DEFAULT '' NOT NULL, 
	decision TEXT DEFAULT '' NOT NULL, 
	set_id TEXT DEFAULT '' NOT NULL, 
	answers TEXT DEFAULT '{}' NOT NULL, 
	total BIGINT DEFAULT '0' NOT NULL, 
	star BIGINT DEFAULT '0' NOT NULL, 
	at TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_score PRIMARY KEY (id), 
	CONSTRAINT fk_score_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_score_product_id FOREIGN KEY(product_id) REFERENCES product (id)
);
CREATE TABLE wave (
	"key" TEXT NOT NULL, 
	programme TEXT DEFAULT '' NOT NULL, 
	on_day TEXT DEFAULT '' NOT NULL, 
	upto BIGINT DEFAULT '0' NOT NULL, 
	complete SMALLINT DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_wave PRIMARY KEY ("key")
);
CREATE TABLE web_message (
	id INTEGER NOT NULL, 
	address TEXT DEFAULT '' NOT NULL, 
	direction TEXT DEFAULT '' NOT NULL, 
	payload TEXT DEFAULT '' NOT NULL, 
	at TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_web_message PRIMARY KEY (id)
);
CREATE INDEX ix_address_person_id ON address (person_id);
CREATE INDEX ix_draft_person_id ON draft (person_id);
CREATE INDEX ix_draft_updated_at ON draft (updated_at);
CREATE INDEX ix_event_subject ON event (subject);
CREATE INDEX ix_inbox_waiting ON inbox (id) WHERE done_at = '';
CREATE INDEX ix_outbox_waiting ON outbox (id) WHERE state IN ('waiting', 'attempting');
CREATE INDEX ix_paper_expires_on ON paper (expires_on);
CREATE INDEX ix_paper_person_id ON paper (person_id);
CREATE INDEX ix_plan_part_product_id ON plan_part (product_id);
CREATE INDEX ix_product_person_id ON product (person_id);
CREATE INDEX ix_product_programme_area_state ON product (programme, area, state);
CREATE INDEX ix_product_programme_state_updated_on ON product (programme, state, updated_on);
CREATE INDEX ix_reminder_person ON reminder (person_id) WHERE state = 'planned';
CREATE INDEX ix_reminder_planned ON reminder (at, person_id) WHERE state = 'planned';
CREATE INDEX ix_role_role_area ON role (role, area);
CREATE INDEX ix_score_product_id ON score (product_id);
CREATE INDEX ix_wave_programme_on_day ON wave (programme, on_day);
CREATE INDEX ix_web_message_address_id ON web_message (address, id);
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('telegram', '5000000001', 1, '2022-04-03T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('telegram', '5000000002', 2, '2026-11-23T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('telegram', '5000000003', 3, '2026-11-23T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('telegram', '5000000004', 4, '2022-05-16T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('telegram', '5000000005', 5, '2022-05-16T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('telegram', '5000000006', 6, '2022-05-16T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('telegram', '5000000007', 7, '2022-02-15T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('telegram', '5000000008', 8, '2022-02-15T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('telegram', '5000000009', 9, '2022-02-21T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('telegram', '5000000010', 10, '2022-03-01T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('telegram', '5000000011', 11, '2022-02-15T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('telegram', '5000000012', 12, '2022-03-01T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('telegram', '5000000013', 14, '2022-02-15T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('web', 'w020e2be1dca748bd15c3b1f9621f2e1d', 13, '2022-04-16T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('web', 'w5149421e725c7901a55289ab9a8b1ff0', 14, '2022-02-15T02:00:00.000+00:00', '');
INSERT INTO alembic_version (version_num) VALUES ('0005');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (3, 'consent_dossier', 1, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (3, 'consent_promotion', 0, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (3, 'consent_reminders', 0, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (4, 'consent_dossier', 1, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (4, 'consent_promotion', 0, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (4, 'consent_reminders', 0, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (5, 'consent_dossier', 1, '2022-05-16T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (5, 'consent_promotion', 0, '2022-05-16T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (5, 'consent_reminders', 0, '2022-05-16T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (8, 'consent_dossier', 1, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (8, 'consent_promotion', 0, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (8, 'consent_reminders', 0, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (9, 'consent_dossier', 1, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (9, 'consent_promotion', 0, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (9, 'consent_reminders', 1, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (13, 'consent_dossier', 1, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (13, 'consent_promotion', 0, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (13, 'consent_reminders', 0, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (14, 'consent_dossier', 1, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (14, 'consent_promotion', 0, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (14, 'consent_reminders', 0, '2022-02-15T02:00:00.000+00:00');
INSERT INTO done (programme, duty, occurrence, scope, person_id, at, note, files) VALUES ('camau-2022', 'cm22-x-41-commune', 'once', 'o32035', 12, '2022-03-01T02:00:00.000+00:00', '', '[]');
INSERT INTO draft (id, person_id, form, version, programme, answers, at, partial, page, returning_, marked, subject, revision, updated_at, area) VALUES ('0d7c979c00d9', 14, 'idea', 1, 'camau-2022', '{"producer_name":"Hộ kinh doanh Ba Khía Năm Căn","legal_form":"household","registered":true,"registration_number":"61A8012345","registration_date":"2021-03-15","phone":"+84912345678","email":null,"area":"o32035","address":"Số 25, ấp Cây Trâm","product_name":"Bánh phồng tôm","product_set":"s09"}', 'registration_kind', 'null', 0, 0, '[]', '', 16, '2022-02-15T02:00:00.000+00:00', 'o32035');
INSERT INTO draft (id, person_id, form, version, programme, answers, at, partial, page, returning_, marked, subject, revision, updated_at, area) VALUES ('75884101ee19', 3, 'idea', 1, 'camau-2022', '{"producer_name":"Hộ kinh doanh Ba Khía Năm Căn","legal_form":"household","registered":true,"registration_number":"61A8012345","registration_date":"2021-03-15","phone":"+84912345678","email":null,"area":"o32035","address":"Số 25, ấp Cây Trâm","product_name":"Mắm ba khía"}', 'product_set', '{"hits":["s09"]}', 0, 0, '[]', '', 2, '2022-02-15T02:00:00.000+00:00', 'o32035');
INSERT INTO draft (id, person_id, form, version, programme, answers, at, partial, page, returning_, marked, subject, revision, updated_at, area) VALUES ('77aa8b81fe69', 13, 'idea', 1, 'camau-2022', '{}', 'producer_name', 'null', 0, 0, '[]', '', 1, '2022-04-16T02:00:00.000+00:00', '');
INSERT INTO draft (id, person_id, form, version, programme, answers, at, partial, page, returning_, marked, subject, revision, updated_at, area) VALUES ('9761e1b154eb', 13, 'idea', 1, 'camau-2022', '{"producer_name":"Hộ kinh doanh Ba Khía Năm Căn","legal_form":"household","registered":true,"registration_number":"61A8012345","registration_date":"2021-03-15","phone":"+84912345678","email":null,"area":"o32035","address":"Số 25, ấp Cây Trâm","product_name":"Bánh phồng tôm","product_set":"s09","registration_kind":"first"}', 'description', 'null', 0, 0, '[]', '', 18, '2022-04-16T02:00:00.000+00:00', 'o32035');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (1, '2022-02-15T02:00:00.000+00:00', 1, 'granted.commune_officer', 'o32035', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (2, '2022-03-31T02:00:00.000+00:00', 1, 'year.done', 'cm22-x-41-commune:once:o32035', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (3, '2022-04-03T02:00:00.000+00:00', 1, 'year.undone', 'cm22-x-41-commune:once:o32035', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (4, '2022-02-15T02:00:00.000+00:00', 2, 'granted.commune_officer', 'o32035', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (5, '2022-02-15T02:00:00.000+00:00', 3, 'consent.given', 'consent_dossier', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (6, '2022-02-15T02:00:00.000+00:00', 3, 'consent.refused', 'consent_reminders', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (7, '2022-02-15T02:00:00.000+00:00', 3, 'consent.refused', 'consent_promotion', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (8, '2022-02-15T02:00:00.000+00:00', 3, 'sent', 'f5e5a3cc61a1', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (9, '2022-02-15T02:00:00.000+00:00', 2, 'accepted', 'f5e5a3cc61a1', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (10, '2026-11-23T02:00:00.000+00:00', 2, 'granted.commune_officer', 'n32248', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (11, '2026-11-23T02:00:00.000+00:00', 3, 'sent', '1c7896640544', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (12, '2022-02-15T02:00:00.000+00:00', 4, 'consent.given', 'consent_dossier', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (13, '2022-02-15T02:00:00.000+00:00', 4, 'consent.refused', 'consent_reminders', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (14, '2022-02-15T02:00:00.000+00:00', 4, 'consent.refused', 'consent_promotion', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (15, '2022-02-15T02:00:00.000+00:00', 4, 'sent', 'd21e9ecfeb99', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (16, '2022-05-16T02:00:00.000+00:00', 5, 'consent.given', 'consent_dossier', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (17, '2022-05-16T02:00:00.000+00:00', 5, 'consent.refused', 'consent_reminders', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (18, '2022-05-16T02:00:00.000+00:00', 5, 'consent.refused', 'consent_promotion', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (19, '2022-05-16T02:00:00.000+00:00', 6, 'granted.commune_officer', 'o32035', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (20, '2022-02-15T02:00:00.000+00:00', 7, 'granted.commune_officer', 'o32035', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (21, '2022-02-15T02:00:00.000+00:00', 8, 'consent.given', 'consent_dossier', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (22, '2022-02-15T02:00:00.000+00:00', 8, 'consent.refused', 'consent_reminders', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (23, '2022-02-15T02:00:00.000+00:00', 8, 'consent.refused', 'consent_promotion', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (24, '2022-02-15T02:00:00.000+00:00', 8, 'sent', '5d99bc8c1629', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (25, '2022-02-15T02:00:00.000+00:00', 7, 'accepted', '5d99bc8c1629', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (26, '2022-02-15T02:00:00.000+00:00', 8, 'filed', '5d99bc8c1629', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (27, '2022-02-15T02:00:00.000+00:00', 9, 'consent.given', 'consent_dossier', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (28, '2022-02-15T02:00:00.000+00:00', 9, 'consent.given', 'consent_reminders', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (29, '2022-02-15T02:00:00.000+00:00', 9, 'consent.refused', 'consent_promotion', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (30, '2022-02-15T02:00:00.000+00:00', 10, 'granted.district_staff', 'o964', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (31, '2022-02-15T02:00:00.000+00:00', 11, 'granted.district_staff', 'o964', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (32, '2022-02-15T02:00:00.000+00:00', 12, 'granted.commune_officer', 'o32035', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (33, '2022-02-15T02:00:00.000+00:00', 11, 'date.moved', 'cm22-x-41-commune:once:o964', '2022-03-31 → 2022-03-15: Hội đồng họp sớm hơn', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (34, '2022-03-01T02:00:00.000+00:00', 12, 'year.done', 'cm22-x-41-commune:once:o32035', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (35, '2022-02-15T02:00:00.000+00:00', 13, 'consent.given', 'consent_dossier', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (36, '2022-02-15T02:00:00.000+00:00', 13, 'consent.refused', 'consent_reminders', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (37, '2022-02-15T02:00:00.000+00:00', 13, 'consent.refused', 'consent_promotion', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (38, '2022-02-15T02:00:00.000+00:00', 14, 'consent.given', 'consent_dossier', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (39, '2022-02-15T02:00:00.000+00:00', 14, 'consent.refused', 'consent_reminders', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (40, '2022-02-15T02:00:00.000+00:00', 14, 'consent.refused', 'consent_promotion', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (41, '2022-02-15T02:00:00.000+00:00', 14, 'address.moved', '15', '', '[]');
INSERT INTO file (id, person_id, name, content_type, size, created_at) VALUES ('b1ff9c8ea3a780bad09b346c423d2d0e', 3, 'photo.jpg', 'image/png', 69, '2022-02-15T02:00:00.000+00:00');
INSERT INTO file (id, person_id, name, content_type, size, created_at) VALUES ('b1ff9c8ea3a780bad09b346c423d2d0e', 4, 'photo.jpg', 'image/png', 69, '2022-02-15T02:00:00.000+00:00');
INSERT INTO file (id, person_id, name, content_type, size, created_at) VALUES ('b1ff9c8ea3a780bad09b346c423d2d0e', 8, 'photo.jpg', 'image/png', 69, '2022-02-15T02:00:00.000+00:00');
INSERT INTO file (id, person_id, name, content_type, size, created_at) VALUES ('b1ff9c8ea3a780bad09b346c423d2d0e', 9, 'photo.jpg', 'image/png', 69, '2022-02-15T02:00:00.000+00:00');
INSERT INTO inbox (id, channel, update_id, address, payload, received_at, done_at) VALUES (363, 'telegram', '700000337', '5000000013', '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00');
INSERT INTO inbox (id, channel, update_id, address, payload, received_at, done_at) VALUES (364, 'telegram', '700000338', '5000000013', '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00');
INSERT INTO inbox (id, channel, update_id, address, payload, received_at, done_at) VALUES (365, 'telegram', '700000339', '5000000013', '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00');
INSERT INTO inbox (id, channel, update_id, address, payload, received_at, done_at) VALUES (366, 'telegram', '700000340', '5000000013', '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00');
INSERT INTO inbox (id, channel, update_id, address, payload, received_at, done_at) VALUES (367, 'telegram', '700000341', '5000000013', '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00');
INSERT INTO inbox (id, channel, update_id, address, payload, received_at, done_at) VALUES (368, 'telegram', '700000342', '5000000013', '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00');
INSERT INTO inbox (id, channel, update_id, address, payload, received_at, done_at) VALUES (369, 'web', 'w5149421e725c7901a55289ab9a8b1ff0:message-1', 'w5149421e725c7901a55289ab9a8b1ff0', '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00');
INSERT INTO inbox (id, channel, update_id, address, payload, received_at, done_at) VALUES (370, 'web', 'w5149421e725c7901a55289ab9a8b1ff0:message-2', 'w5149421e725c7901a55289ab9a8b1ff0', '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00');
INSERT INTO invitation (token_hash, role, area, programme, person_id, expires_at, used_at, used_by) VALUES ('101e65fdec4a9832ffbbe5f5d5b119dca75376f0909c2135e93a3e0df4a89719', 'commune_officer', 'o32035', 'camau-2022', 0, '2022-05-23T02:00:00.000+00:00', '2022-05-16T02:00:00.000+00:00', 6);
INSERT INTO invitation (token_hash, role, area, programme, person_id, expires_at, used_at, used_by) VALUES ('372ccc473d3a219cb15549d94ba63bbbb7acd468fbdd5459eb511bc4d760b05d', 'commune_officer', 'o32035', 'camau-2022', 0, '2022-02-22T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', 7);
INSERT INTO invitation (token_hash, role, area, programme, person_id, expires_at, used_at, used_by) VALUES ('52185c667b749866a41c895fe5706b7289ab6f7237599b1937ecb8829a3c22e4', 'commune_officer', 'o32035', 'camau-2022', 0, '2022-02-22T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', 1);
INSERT INTO invitation (token_hash, role, area, programme, person_id, expires_at, used_at, used_by) VALUES ('6081273c218f1f33ce72fd9e777be8978d2700e96e7ce5434cfbba5290adff53', 'commune_officer', 'o32035', 'camau-2022', 0, '2022-02-22T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', 12);
INSERT INTO invitation (token_hash, role, area, programme, person_id, expires_at, used_at, used_by) VALUES ('617eb4f30f8c1ac9f3f635b969764ff4e725a8f58e4820d9e43f8e178d030ed4', 'commune_officer', 'o32035', 'camau-2022', 0, '2022-02-22T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', 2);
INSERT INTO invitation (token_hash, role, area, programme, person_id, expires_at, used_at, used_by) VALUES ('81450b3fbe401ee18cb351238757996cbdb80c2b2fef9257735e24bd6075e858', 'district_staff', 'o964', 'camau-2022', 0, '2022-02-22T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', 11);
INSERT INTO invitation (token_hash, role, area, programme, person_id, expires_at, used_at, used_by) VALUES ('9b67cc11bee2e0159bb8f521111b91f710c3080ed7f1e3e5b046934f88a1013d', '', '', '', 14, '2022-02-15T02:15:00.000+00:00', '2022-02-15T02:00:00.000+00:00', 14);
INSERT INTO invitation (token_hash, role, area, programme, person_id, expires_at, used_at, used_by) VALUES ('ce0677e7f46ab4bb5d562d5f05cdbfe200ba37dbc561e99e5ea8f54e80344df3', 'district_staff', 'o964', 'camau-2022', 0, '2022-02-22T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', 10);
INSERT INTO invitation (token_hash, role, area, programme, person_id, expires_at, used_at, used_by) VALUES ('e14520fed7007f06bacef4aa0f672712d6fe47a3edae51807b9a5e9bf0e9aba8', 'commune_officer', 'n32248', 'vietnam-2027', 0, '2026-11-30T02:00:00.000+00:00', '2026-11-23T02:00:00.000+00:00', 2);
INSERT INTO meta (key, value) VALUES ('kind', 'live');
INSERT INTO meta (key, value) VALUES ('reminders:camau-2022', '2022-02-15');
INSERT INTO meta (key, value) VALUES ('reminders:vietnam-2027', '2026-11-23');
INSERT INTO moved (id, programme, duty, occurrence, area, was, last_day, reason, person_id, at) VALUES (1, 'camau-2022', 'cm22-x-41-commune', 'once', 'o964', '2022-03-31', '2022-03-15', 'Hội đồng họp sớm hơn', 11, '2022-02-15T02:00:00.000+00:00');
INSERT INTO mute (person_id, duty, at) VALUES (1, 'cm22-x-41-commune', '2022-03-18T02:00:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (5, 'telegram', '5000000001', 'notice', '{"text":"Còn 14 ngày: Gửi danh mục ý tưởng của xã lên huyện. Hạn thứ Năm 31/03/2022.\n\nCần có: Kế hoạch và danh mục ý tưởng, sản phẩm của xã.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nKhông muốn nhận nữa: bấm “Đừng nhắc việc này”.","title":"Nhắc việc","choices":[["list:cm22-x-41-commune:once","Gửi danh mục"],["did:cm22-x-41-commune:once:o32035","✔ Đã xong"],["again:1","Nhắc lại ngày mai"],["mute:cm22-x-41-commune","Đừng nhắc việc này"]]}', 'reminder:1', 'sent', 1, '', '2022-03-17T02:00:00.000+00:00', '2022-03-17T02:00:00.000+00:00', '6', '', '2022-03-17T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (7, 'telegram', '5000000001', 'notice', '{"text":"Còn 13 ngày: Gửi danh mục ý tưởng của xã lên huyện. Hạn thứ Năm 31/03/2022.\n\nCần có: Kế hoạch và danh mục ý tưởng, sản phẩm của xã.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.","title":"Nhắc việc","choices":[["list:cm22-x-41-commune:once","Gửi danh mục"],["did:cm22-x-41-commune:once:o32035","✔ Đã xong"],["again:2","Nhắc lại ngày mai"]]}', 'reminder:2', 'sent', 1, '', '2022-03-18T02:00:00.000+00:00', '2022-03-18T02:00:00.000+00:00', '8', '', '2022-03-18T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (9, 'telegram', '5000000001', 'notice', '{"text":"Hôm nay là hạn cuối: Gửi danh mục ý tưởng của xã lên huyện (thứ Năm 31/03/2022).\n\nCần có: Kế hoạch và danh mục ý tưởng, sản phẩm của xã.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.","title":"Nhắc việc","choices":[["list:cm22-x-41-commune:once","Gửi danh mục"],["did:cm22-x-41-commune:once:o32035","✔ Đã xong"],["again:6","Nhắc lại ngày mai"]]}', 'reminder:6', 'sent', 1, '', '2022-03-31T02:00:00.000+00:00', '2022-03-31T02:00:00.000+00:00', '10', '', '2022-03-31T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (11, 'telegram', '5000000001', 'notice', '{"text":"Anh/Chị có 2 việc:\n\n1. Đã đến lúc: Phát biểu mẫu, hướng dẫn chủ thể lập phương án kinh doanh. Hạn thứ Ba 31/05/2022, còn 60 ngày.\n\n2. Đã đến lúc: Theo dõi, hướng dẫn chủ thể thực hiện phương án. Hạn thứ Sáu 30/09/2022, còn 182 ngày.\n\nTắt lời nhắc: bấm “Trợ giúp”, rồi “Cài đặt nhắc việc”.","title":"Nhắc việc","choices":[["duty:cm22-x-42-commune:once","Phát biểu mẫu, hướng dẫn chủ thể lập phương án kinh doanh"],["duty:cm22-x-43-commune:once","Theo dõi, hướng dẫn chủ thể thực hiện phương án"]],"nav":[["calendar","Lịch của tôi"]]}', 'reminder:7', 'sent', 1, '', '2022-04-01T02:00:00.000+00:00', '2022-04-01T02:00:00.000+00:00', '12', '', '2022-04-01T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (66, 'telegram', '5000000001', 'notice', '{"text":"Hộ kinh doanh Ba Khía Năm Căn ở xã Định Bình vừa gửi đăng ký sản phẩm “Bánh phồng tôm”. Nhờ Anh/Chị kiểm tra.","title":"Tin từ OCOP","choices":[["p:f5e5a3cc61a1","Xem hồ sơ"]]}', 'sent:f5e5a3cc61a1:0:1', 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '94', '', '2022-02-15T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (67, 'telegram', '5000000002', 'notice', '{"text":"Hộ kinh doanh Ba Khía Năm Căn ở xã Định Bình vừa gửi đăng ký sản phẩm “Bánh phồng tôm”. Nhờ Anh/Chị kiểm tra.","title":"Tin từ OCOP","choices":[["p:f5e5a3cc61a1","Xem hồ sơ"]]}', 'sent:f5e5a3cc61a1:0:2', 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '95', '', '2022-02-15T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (70, 'telegram', '5000000003', 'notice', '{"text":"Tin vui: xã Định Bình đã nhận hồ sơ “Bánh phồng tôm” của Anh/Chị. Bấm nút dưới đây để xem bước tiếp theo.","title":"Tin từ OCOP","choices":[["p:f5e5a3cc61a1","Xem hồ sơ"]]}', 'accepted:f5e5a3cc61a1:1', 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '98', '', '2022-02-15T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (149, 'telegram', '5000000001', 'notice', '{"text":"Hộ kinh doanh Ba Khía Năm Căn ở xã Định Bình vừa gửi đăng ký sản phẩm “Bánh phồng tôm”. Nhờ Anh/Chị kiểm tra.","title":"Tin từ OCOP","choices":[["p:d21e9ecfeb99","Xem hồ sơ"]]}', 'sent:d21e9ecfeb99:0:1', 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '231', '', '2022-02-15T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (150, 'telegram', '5000000002', 'notice', '{"text":"Hộ kinh doanh Ba Khía Năm Căn ở xã Định Bình vừa gửi đăng ký sản phẩm “Bánh phồng tôm”. Nhờ Anh/Chị kiểm tra.","title":"Tin từ OCOP","choices":[["p:d21e9ecfeb99","Xem hồ sơ"]]}', 'sent:d21e9ecfeb99:0:2', 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '232', '', '2022-02-15T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (256, 'telegram', '5000000001', 'notice', '{"text":"Hộ kinh doanh Ba Khía Năm Căn ở xã Định Bình vừa gửi đăng ký sản phẩm “Bánh phồng tôm”. Nhờ Anh/Chị kiểm tra.","title":"Tin từ OCOP","choices":[["p:5d99bc8c1629","Xem hồ sơ"]]}', 'sent:5d99bc8c1629:0:1', 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '397', '', '2022-02-15T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (257, 'telegram', '5000000002', 'notice', '{"text":"Hộ kinh doanh Ba Khía Năm Căn ở xã Định Bình vừa gửi đăng ký sản phẩm “Bánh phồng tôm”. Nhờ Anh/Chị kiểm tra.","title":"Tin từ OCOP","choices":[["p:5d99bc8c1629","Xem hồ sơ"]]}', 'sent:5d99bc8c1629:0:2', 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '398', '', '2022-02-15T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (258, 'telegram', '5000000006', 'notice', '{"text":"Hộ kinh doanh Ba Khía Năm Căn ở xã Định Bình vừa gửi đăng ký sản phẩm “Bánh phồng tôm”. Nhờ Anh/Chị kiểm tra.","title":"Tin từ OCOP","choices":[["p:5d99bc8c1629","Xem hồ sơ"]]}', 'sent:5d99bc8c1629:0:6', 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '399', '', '2022-02-15T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (259, 'telegram', '5000000007', 'notice', '{"text":"Hộ kinh doanh Ba Khía Năm Căn ở xã Định Bình vừa gửi đăng ký sản phẩm “Bánh phồng tôm”. Nhờ Anh/Chị kiểm tra.","title":"Tin từ OCOP","choices":[["p:5d99bc8c1629","Xem hồ sơ"]]}', 'sent:5d99bc8c1629:0:7', 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '400', '', '2022-02-15T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (262, 'telegram', '5000000008', 'notice', '{"text":"Tin vui: xã Định Bình đã nhận hồ sơ “Bánh phồng tôm” của Anh/Chị. Bấm nút dưới đây để xem bước tiếp theo.","title":"Tin từ OCOP","choices":[["p:5d99bc8c1629","Xem hồ sơ"]]}', 'accepted:5d99bc8c1629:1', 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '403', '', '2022-02-15T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (304, 'telegram', '5000000001', 'notice', '{"text":"Hộ kinh doanh Ba Khía Năm Căn vừa nộp hồ sơ sản phẩm “Bánh phồng tôm”.","title":"Tin từ OCOP","choices":[["p:5d99bc8c1629","Xem hồ sơ"]]}', 'filed:5d99bc8c1629:2:1', 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '441', '', '2022-02-15T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (305, 'telegram', '5000000002', 'notice', '{"text":"Hộ kinh doanh Ba Khía Năm Căn vừa nộp hồ sơ sản phẩm “Bánh phồng tôm”.","title":"Tin từ OCOP","choices":[["p:5d99bc8c1629","Xem hồ sơ"]]}', 'filed:5d99bc8c1629:2:2', 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '442', '', '2022-02-15T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (306, 'telegram', '5000000006', 'notice', '{"text":"Hộ kinh doanh Ba Khía Năm Căn vừa nộp hồ sơ sản phẩm “Bánh phồng tôm”.","title":"Tin từ OCOP","choices":[["p:5d99bc8c1629","Xem hồ sơ"]]}', 'filed:5d99bc8c1629:2:6', 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '443', '', '2022-02-15T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (307, 'telegram', '5000000007', 'notice', '{"text":"Hộ kinh doanh Ba Khía Năm Căn vừa nộp hồ sơ sản phẩm “Bánh phồng tôm”.","title":"Tin từ OCOP","choices":[["p:5d99bc8c1629","Xem hồ sơ"]]}', 'filed:5d99bc8c1629:2:7', 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '444', '', '2022-02-15T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (335, 'telegram', '5000000002', 'notice', '{"text":"Quá hạn 7 ngày: Gửi danh mục ý tưởng của xã lên huyện. Hạn là thứ Năm 31/03/2022.\n\nCần có: Kế hoạch và danh mục ý tưởng, sản phẩm của xã.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nKhông muốn nhận nữa: bấm “Đừng nhắc việc này”.","title":"Nhắc việc","choices":[["list:cm22-x-41-commune:once","Gửi danh mục"],["did:cm22-x-41-commune:once:o32035","✔ Đã xong"],["again:10","Nhắc lại ngày mai"],["mute:cm22-x-41-commune","Đừng nhắc việc này"]]}', 'reminder:10', 'sent', 1, '', '2022-04-07T02:00:00.000+00:00', '2022-04-07T02:00:00.000+00:00', '480', '', '2022-04-07T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (353, 'telegram', '5000000001', 'notice', '{"text":"Đổi hạn: Gửi danh mục ý tưởng của xã lên huyện. Hạn mới là thứ Ba 15/03/2022, thay cho 31/03/2022. Lý do: Hội đồng họp sớm hơn\n\nCần có: Kế hoạch và danh mục ý tưởng, sản phẩm của xã.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.","title":"Nhắc việc","choices":[["list:cm22-x-41-commune:once","Gửi danh mục"],["did:cm22-x-41-commune:once:o32035","✔ Đã xong"],["again:12","Nhắc lại ngày mai"]]}', 'reminder:12', 'sent', 1, '', '2022-02-16T02:00:00.000+00:00', '2022-02-16T02:00:00.000+00:00', '504', '', '2022-02-16T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (354, 'telegram', '5000000002', 'notice', '{"text":"Đổi hạn: Gửi danh mục ý tưởng của xã lên huyện. Hạn mới là thứ Ba 15/03/2022, thay cho 31/03/2022. Lý do: Hội đồng họp sớm hơn\n\nCần có: Kế hoạch và danh mục ý tưởng, sản phẩm của xã.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.","title":"Nhắc việc","choices":[["list:cm22-x-41-commune:once","Gửi danh mục"],["did:cm22-x-41-commune:once:o32035","✔ Đã xong"],["again:13","Nhắc lại ngày mai"]]}', 'reminder:13', 'sent', 1, '', '2022-02-16T02:00:00.000+00:00', '2022-02-16T02:00:00.000+00:00', '505', '', '2022-02-16T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (355, 'telegram', '5000000006', 'notice', '{"text":"Đổi hạn: Gửi danh mục ý tưởng của xã lên huyện. Hạn mới là thứ Ba 15/03/2022, thay cho 31/03/2022. Lý do: Hội đồng họp sớm hơn\n\nCần có: Kế hoạch và danh mục ý tưởng, sản phẩm của xã.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.","title":"Nhắc việc","choices":[["list:cm22-x-41-commune:once","Gửi danh mục"],["did:cm22-x-41-commune:once:o32035","✔ Đã xong"],["again:14","Nhắc lại ngày mai"]]}', 'reminder:14', 'sent', 1, '', '2022-02-16T02:00:00.000+00:00', '2022-02-16T02:00:00.000+00:00', '506', '', '2022-02-16T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (356, 'telegram', '5000000007', 'notice', '{"text":"Đổi hạn: Gửi danh mục ý tưởng của xã lên huyện. Hạn mới là thứ Ba 15/03/2022, thay cho 31/03/2022. Lý do: Hội đồng họp sớm hơn\n\nCần có: Kế hoạch và danh mục ý tưởng, sản phẩm của xã.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.","title":"Nhắc việc","choices":[["list:cm22-x-41-commune:once","Gửi danh mục"],["did:cm22-x-41-commune:once:o32035","✔ Đã xong"],["again:15","Nhắc lại ngày mai"]]}', 'reminder:15', 'sent', 1, '', '2022-02-16T02:00:00.000+00:00', '2022-02-16T02:00:00.000+00:00', '507', '', '2022-02-16T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (357, 'telegram', '5000000010', 'notice', '{"text":"Đổi hạn: Gửi danh mục ý tưởng của xã lên huyện. Hạn mới là thứ Ba 15/03/2022, thay cho 31/03/2022. Lý do: Hội đồng họp sớm hơn\n\nAnh/Chị nhận tin này vì cùng giúp việc này ở thành phố Cà Mau.","title":"Nhắc việc","choices":[["duty:cm22-x-41-commune:once","Xem việc này"],["again:17","Nhắc lại ngày mai"]]}', 'reminder:17', 'sent', 1, '', '2022-02-16T02:00:00.000+00:00', '2022-02-16T02:00:00.000+00:00', '508', '', '2022-02-16T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (358, 'telegram', '5000000011', 'notice', '{"text":"Đổi hạn: Gửi danh mục ý tưởng của xã lên huyện. Hạn mới là thứ Ba 15/03/2022, thay cho 31/03/2022. Lý do: Hội đồng họp sớm hơn\n\nAnh/Chị nhận tin này vì cùng giúp việc này ở thành phố Cà Mau.","title":"Nhắc việc","choices":[["duty:cm22-x-41-commune:once","Xem việc này"],["again:18","Nhắc lại ngày mai"]]}', 'reminder:18', 'sent', 1, '', '2022-02-16T02:00:00.000+00:00', '2022-02-16T02:00:00.000+00:00', '509', '', '2022-02-16T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (359, 'telegram', '5000000012', 'notice', '{"text":"Đổi hạn: Gửi danh mục ý tưởng của xã lên huyện. Hạn mới là thứ Ba 15/03/2022, thay cho 31/03/2022. Lý do: Hội đồng họp sớm hơn\n\nCần có: Kế hoạch và danh mục ý tưởng, sản phẩm của xã.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.","title":"Nhắc việc","choices":[["list:cm22-x-41-commune:once","Gửi danh mục"],["did:cm22-x-41-commune:once:o32035","✔ Đã xong"],["again:16","Nhắc lại ngày mai"]]}', 'reminder:16', 'sent', 1, '', '2022-02-16T02:00:00.000+00:00', '2022-02-16T02:00:00.000+00:00', '510', '', '2022-02-16T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (361, 'telegram', '5000000012', 'notice', '{"text":"Còn 26 ngày: Gửi danh mục ý tưởng của xã lên huyện. Hạn thứ Ba 15/03/2022.\n\nCần có: Kế hoạch và danh mục ý tưởng, sản phẩm của xã.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.","title":"Nhắc việc","choices":[["list:cm22-x-41-commune:once","Gửi danh mục"],["did:cm22-x-41-commune:once:o32035","✔ Đã xong"],["again:19","Nhắc lại ngày mai"]]}', 'reminder:19', 'sent', 1, '', '2022-02-17T02:00:00.000+00:00', '2022-02-17T02:00:00.000+00:00', '512', '', '2022-02-17T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (362, 'telegram', '5000000001', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra. Hạn thứ Ba 15/03/2022, còn 24 ngày.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nTắt lời nhắc: bấm “Trợ giúp”, rồi “Cài đặt nhắc việc”.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:20","Nhắc lại ngày mai"]]}', 'reminder:20', 'sent', 1, '', '2022-02-19T02:00:00.000+00:00', '2022-02-19T02:00:00.000+00:00', '513', '', '2022-02-19T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (363, 'telegram', '5000000002', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra. Hạn thứ Ba 15/03/2022, còn 24 ngày.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nTắt lời nhắc: bấm “Trợ giúp”, rồi “Cài đặt nhắc việc”.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:21","Nhắc lại ngày mai"]]}', 'reminder:21', 'sent', 1, '', '2022-02-19T02:00:00.000+00:00', '2022-02-19T02:00:00.000+00:00', '514', '', '2022-02-19T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (364, 'telegram', '5000000006', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra. Hạn thứ Ba 15/03/2022, còn 24 ngày.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nTắt lời nhắc: bấm “Trợ giúp”, rồi “Cài đặt nhắc việc”.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:22","Nhắc lại ngày mai"]]}', 'reminder:22', 'sent', 1, '', '2022-02-19T02:00:00.000+00:00', '2022-02-19T02:00:00.000+00:00', '515', '', '2022-02-19T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (365, 'telegram', '5000000007', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra. Hạn thứ Ba 15/03/2022, còn 24 ngày.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nTắt lời nhắc: bấm “Trợ giúp”, rồi “Cài đặt nhắc việc”.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:23","Nhắc lại ngày mai"]]}', 'reminder:23', 'sent', 1, '', '2022-02-19T02:00:00.000+00:00', '2022-02-19T02:00:00.000+00:00', '516', '', '2022-02-19T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (366, 'telegram', '5000000012', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra. Hạn thứ Ba 15/03/2022, còn 24 ngày.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nTắt lời nhắc: bấm “Trợ giúp”, rồi “Cài đặt nhắc việc”.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:24","Nhắc lại ngày mai"]]}', 'reminder:24', 'sent', 1, '', '2022-02-19T02:00:00.000+00:00', '2022-02-19T02:00:00.000+00:00', '517', '', '2022-02-19T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (367, 'telegram', '5000000002', 'notice', '{"text":"Còn 14 ngày: Gửi danh mục ý tưởng của xã lên huyện. Hạn thứ Ba 15/03/2022.\n\nCần có: Kế hoạch và danh mục ý tưởng, sản phẩm của xã.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nKhông muốn nhận nữa: bấm “Đừng nhắc việc này”.","title":"Nhắc việc","choices":[["list:cm22-x-41-commune:once","Gửi danh mục"],["did:cm22-x-41-commune:once:o32035","✔ Đã xong"],["again:26","Nhắc lại ngày mai"],["mute:cm22-x-41-commune","Đừng nhắc việc này"]]}', 'reminder:26', 'sent', 1, '', '2022-03-01T02:00:00.000+00:00', '2022-03-01T02:00:00.000+00:00', '518', '', '2022-03-01T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (368, 'telegram', '5000000006', 'notice', '{"text":"Còn 14 ngày: Gửi danh mục ý tưởng của xã lên huyện. Hạn thứ Ba 15/03/2022.\n\nCần có: Kế hoạch và danh mục ý tưởng, sản phẩm của xã.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nKhông muốn nhận nữa: bấm “Đừng nhắc việc này”.","title":"Nhắc việc","choices":[["list:cm22-x-41-commune:once","Gửi danh mục"],["did:cm22-x-41-commune:once:o32035","✔ Đã xong"],["again:27","Nhắc lại ngày mai"],["mute:cm22-x-41-commune","Đừng nhắc việc này"]]}', 'reminder:27', 'sent', 1, '', '2022-03-01T02:00:00.000+00:00', '2022-03-01T02:00:00.000+00:00', '519', '', '2022-03-01T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (369, 'telegram', '5000000007', 'notice', '{"text":"Còn 14 ngày: Gửi danh mục ý tưởng của xã lên huyện. Hạn thứ Ba 15/03/2022.\n\nCần có: Kế hoạch và danh mục ý tưởng, sản phẩm của xã.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nKhông muốn nhận nữa: bấm “Đừng nhắc việc này”.","title":"Nhắc việc","choices":[["list:cm22-x-41-commune:once","Gửi danh mục"],["did:cm22-x-41-commune:once:o32035","✔ Đã xong"],["again:28","Nhắc lại ngày mai"],["mute:cm22-x-41-commune","Đừng nhắc việc này"]]}', 'reminder:28', 'sent', 1, '', '2022-03-01T02:00:00.000+00:00', '2022-03-01T02:00:00.000+00:00', '520', '', '2022-03-01T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (370, 'telegram', '5000000012', 'notice', '{"text":"Còn 14 ngày: Gửi danh mục ý tưởng của xã lên huyện. Hạn thứ Ba 15/03/2022.\n\nCần có: Kế hoạch và danh mục ý tưởng, sản phẩm của xã.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nKhông muốn nhận nữa: bấm “Đừng nhắc việc này”.","title":"Nhắc việc","choices":[["list:cm22-x-41-commune:once","Gửi danh mục"],["did:cm22-x-41-commune:once:o32035","✔ Đã xong"],["again:29","Nhắc lại ngày mai"],["mute:cm22-x-41-commune","Đừng nhắc việc này"]]}', 'reminder:29', 'sent', 1, '', '2022-03-01T02:00:00.000+00:00', '2022-03-01T02:00:00.000+00:00', '521', '', '2022-03-01T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (374, 'telegram', '5000000001', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra. Hạn thứ Ba 15/03/2022, còn 3 ngày.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nTắt lời nhắc: bấm “Trợ giúp”, rồi “Cài đặt nhắc việc”.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:30","Nhắc lại ngày mai"]]}', 'reminder:30', 'sent', 1, '', '2022-03-12T02:00:00.000+00:00', '2022-03-12T02:00:00.000+00:00', '524', '', '2022-03-12T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (375, 'telegram', '5000000002', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra. Hạn thứ Ba 15/03/2022, còn 3 ngày.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nTắt lời nhắc: bấm “Trợ giúp”, rồi “Cài đặt nhắc việc”.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:31","Nhắc lại ngày mai"]]}', 'reminder:31', 'sent', 1, '', '2022-03-12T02:00:00.000+00:00', '2022-03-12T02:00:00.000+00:00', '525', '', '2022-03-12T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (376, 'telegram', '5000000006', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra. Hạn thứ Ba 15/03/2022, còn 3 ngày.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nTắt lời nhắc: bấm “Trợ giúp”, rồi “Cài đặt nhắc việc”.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:32","Nhắc lại ngày mai"]]}', 'reminder:32', 'sent', 1, '', '2022-03-12T02:00:00.000+00:00', '2022-03-12T02:00:00.000+00:00', '526', '', '2022-03-12T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (377, 'telegram', '5000000007', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra. Hạn thứ Ba 15/03/2022, còn 3 ngày.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nTắt lời nhắc: bấm “Trợ giúp”, rồi “Cài đặt nhắc việc”.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:33","Nhắc lại ngày mai"]]}', 'reminder:33', 'sent', 1, '', '2022-03-12T02:00:00.000+00:00', '2022-03-12T02:00:00.000+00:00', '527', '', '2022-03-12T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (378, 'telegram', '5000000012', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra. Hạn thứ Ba 15/03/2022, còn 3 ngày.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nTắt lời nhắc: bấm “Trợ giúp”, rồi “Cài đặt nhắc việc”.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:34","Nhắc lại ngày mai"]]}', 'reminder:34', 'sent', 1, '', '2022-03-12T02:00:00.000+00:00', '2022-03-12T02:00:00.000+00:00', '528', '', '2022-03-12T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (379, 'telegram', '5000000001', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra. Hạn thứ Ba 15/03/2022, còn 1 ngày.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nTắt lời nhắc: bấm “Trợ giúp”, rồi “Cài đặt nhắc việc”.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:35","Nhắc lại ngày mai"]]}', 'reminder:35', 'sent', 1, '', '2022-03-14T02:00:00.000+00:00', '2022-03-14T02:00:00.000+00:00', '529', '', '2022-03-14T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (380, 'telegram', '5000000002', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra. Hạn thứ Ba 15/03/2022, còn 1 ngày.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nTắt lời nhắc: bấm “Trợ giúp”, rồi “Cài đặt nhắc việc”.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:36","Nhắc lại ngày mai"]]}', 'reminder:36', 'sent', 1, '', '2022-03-14T02:00:00.000+00:00', '2022-03-14T02:00:00.000+00:00', '530', '', '2022-03-14T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (381, 'telegram', '5000000006', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra. Hạn thứ Ba 15/03/2022, còn 1 ngày.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nTắt lời nhắc: bấm “Trợ giúp”, rồi “Cài đặt nhắc việc”.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:37","Nhắc lại ngày mai"]]}', 'reminder:37', 'sent', 1, '', '2022-03-14T02:00:00.000+00:00', '2022-03-14T02:00:00.000+00:00', '531', '', '2022-03-14T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (382, 'telegram', '5000000007', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra. Hạn thứ Ba 15/03/2022, còn 1 ngày.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nTắt lời nhắc: bấm “Trợ giúp”, rồi “Cài đặt nhắc việc”.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:38","Nhắc lại ngày mai"]]}', 'reminder:38', 'sent', 1, '', '2022-03-14T02:00:00.000+00:00', '2022-03-14T02:00:00.000+00:00', '532', '', '2022-03-14T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (383, 'telegram', '5000000012', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra. Hạn thứ Ba 15/03/2022, còn 1 ngày.\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nTắt lời nhắc: bấm “Trợ giúp”, rồi “Cài đặt nhắc việc”.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:39","Nhắc lại ngày mai"]]}', 'reminder:39', 'sent', 1, '', '2022-03-14T02:00:00.000+00:00', '2022-03-14T02:00:00.000+00:00', '533', '', '2022-03-14T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (384, 'telegram', '5000000001', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra. Hôm nay là hạn cuối (thứ Ba 15/03/2022).\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:40","Nhắc lại ngày mai"]]}', 'reminder:40', 'sent', 1, '', '2022-03-15T02:00:00.000+00:00', '2022-03-15T02:00:00.000+00:00', '534', '', '2022-03-15T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (385, 'telegram', '5000000002', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra. Hôm nay là hạn cuối (thứ Ba 15/03/2022).\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:41","Nhắc lại ngày mai"]]}', 'reminder:41', 'sent', 1, '', '2022-03-15T02:00:00.000+00:00', '2022-03-15T02:00:00.000+00:00', '535', '', '2022-03-15T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (386, 'telegram', '5000000006', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra. Hôm nay là hạn cuối (thứ Ba 15/03/2022).\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:42","Nhắc lại ngày mai"]]}', 'reminder:42', 'sent', 1, '', '2022-03-15T02:00:00.000+00:00', '2022-03-15T02:00:00.000+00:00', '536', '', '2022-03-15T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (387, 'telegram', '5000000007', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra. Hôm nay là hạn cuối (thứ Ba 15/03/2022).\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:43","Nhắc lại ngày mai"]]}', 'reminder:43', 'sent', 1, '', '2022-03-15T02:00:00.000+00:00', '2022-03-15T02:00:00.000+00:00', '537', '', '2022-03-15T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (388, 'telegram', '5000000012', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra. Hôm nay là hạn cuối (thứ Ba 15/03/2022).\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:44","Nhắc lại ngày mai"]]}', 'reminder:44', 'sent', 1, '', '2022-03-15T02:00:00.000+00:00', '2022-03-15T02:00:00.000+00:00', '538', '', '2022-03-15T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (389, 'telegram', '5000000001', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra, đã quá hạn 1 ngày (thứ Ba 15/03/2022).\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nTắt lời nhắc: bấm “Trợ giúp”, rồi “Cài đặt nhắc việc”.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:45","Nhắc lại ngày mai"]]}', 'reminder:45', 'sent', 1, '', '2022-03-16T02:00:00.000+00:00', '2022-03-16T02:00:00.000+00:00', '539', '', '2022-03-16T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (390, 'telegram', '5000000002', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra, đã quá hạn 1 ngày (thứ Ba 15/03/2022).\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nTắt lời nhắc: bấm “Trợ giúp”, rồi “Cài đặt nhắc việc”.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:46","Nhắc lại ngày mai"]]}', 'reminder:46', 'sent', 1, '', '2022-03-16T02:00:00.000+00:00', '2022-03-16T02:00:00.000+00:00', '540', '', '2022-03-16T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (391, 'telegram', '5000000006', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra, đã quá hạn 1 ngày (thứ Ba 15/03/2022).\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nTắt lời nhắc: bấm “Trợ giúp”, rồi “Cài đặt nhắc việc”.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:47","Nhắc lại ngày mai"]]}', 'reminder:47', 'waiting', 1, '', '2022-03-16T02:00:00.000+00:00', '', '', '', '2022-03-16T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (392, 'telegram', '5000000007', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra, đã quá hạn 1 ngày (thứ Ba 15/03/2022).\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nTắt lời nhắc: bấm “Trợ giúp”, rồi “Cài đặt nhắc việc”.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:48","Nhắc lại ngày mai"]]}', 'reminder:48', 'waiting', 1, '', '2022-03-16T02:00:00.000+00:00', '', '', '', '2022-03-16T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (393, 'telegram', '5000000012', 'notice', '{"text":"Có 1 sản phẩm chờ xã kiểm tra, đã quá hạn 1 ngày (thứ Ba 15/03/2022).\n\nAnh/Chị nhận tin này vì phụ trách xã Định Bình.\n\nTắt lời nhắc: bấm “Trợ giúp”, rồi “Cài đặt nhắc việc”.","title":"Nhắc việc","choices":[["queue","Xem sản phẩm chờ"],["again:49","Nhắc lại ngày mai"]]}', 'reminder:49', 'waiting', 1, '', '2022-03-16T02:00:00.000+00:00', '', '', '', '2022-03-16T02:02:00.000+00:00');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (437, 'telegram', '5000000013', 'reply', '{"text":"Sản phẩm tên là gì?\n\nVí dụ: Bánh phồng tôm Năm Căn","title":"Câu 10/29 · Tên sản phẩm","menu":15,"nav":[["n:back","⬅ Quay lại"],["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]]}', NULL, 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '567', '', '');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (438, 'telegram', '5000000013', 'reply', '{"text":"Sản phẩm thuộc nhóm nào? Anh/Chị bấm chọn, hoặc gõ tên bà con hay gọi.\n\nVí dụ: tôm khô","title":"Câu 11/29 · Nhóm sản phẩm","menu":16,"choices":[["o:s09","Chế biến từ thủy, hải sản"],["o:groups","Xem tất cả các nhóm"]],"nav":[["n:back","⬅ Quay lại"],["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]]}', NULL, 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '569', '', '');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (439, 'telegram', '5000000013', 'reply', '{"text":"Trợ lý giúp đăng ký và theo dõi sản phẩm OCOP. Chương trình: OCOP tỉnh Cà Mau năm 2022.\n\n• Trả lời: bấm nút, hoặc gõ chữ. Gõ số thứ tự của nút cũng được, ví dụ 2.\n• Trong lúc trả lời, gõ được: “quay lại”, “bỏ qua”, “vì sao”, “lưu”. Lúc nào cũng gõ được: “trang chính”, “trợ giúp”.\n• Gõ không dấu cũng được: “quay lai”, “bo qua”.\n• Gửi ảnh: bấm hình kẹp giấy hoặc máy ảnh, chọn từng tấm.\n• Mỗi câu trả lời được lưu ngay. Nghỉ vài ngày rồi làm tiếp vẫn được.\n• Dùng trên điện thoại khác: bấm “Dùng trên máy khác” để lấy mã, rồi gõ ở máy kia, ví dụ “mã XXXX-XXXX-XXXX”.\n• Đổi ngôn ngữ: gõ “English” hoặc “tiếng Việt”.\n• Đồng ý, hay rút lại đồng ý, cho dùng thông tin của mình: bấm “Quyền riêng tư”.\n\nMuốn hỏi trực tiếp, Anh/Chị gặp cán bộ phụ trách OCOP ở Ủy ban nhân dân xã.","title":"Trợ giúp","menu":17,"choices":[["menu","Về trang chính"],["consent","Quyền riêng tư"],["privacy","Dữ liệu của tôi"],["link","Dùng trên máy khác"],["muted","Cài đặt nhắc việc"]]}', NULL, 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '571', '', '');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (440, 'telegram', '5000000013', 'reply', '{"text":"Sản phẩm thuộc nhóm nào? Anh/Chị bấm chọn, hoặc gõ tên bà con hay gọi.\n\nVí dụ: tôm khô","title":"Câu 11/29 · Nhóm sản phẩm","menu":17,"choices":[["o:s09","Chế biến từ thủy, hải sản"],["o:groups","Xem tất cả các nhóm"]],"nav":[["n:back","⬅ Quay lại"],["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]]}', NULL, 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '572', '', '');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (441, 'telegram', '5000000013', 'reply', '{"text":"Trên máy kia, Anh/Chị mở trợ lý này rồi gõ:\n\nmã 19F1-A334-F5AD\n\nMã dùng được một lần, trong 15 phút. Đừng đưa mã cho người khác.","menu":18,"choices":[["menu","Về trang chính"]]}', NULL, 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '573', '', '');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (442, 'telegram', '5000000013', 'reply', '{"text":"Sản phẩm thuộc nhóm nào? Anh/Chị bấm chọn, hoặc gõ tên bà con hay gọi.\n\nVí dụ: tôm khô","title":"Câu 11/29 · Nhóm sản phẩm","menu":18,"choices":[["o:s09","Chế biến từ thủy, hải sản"],["o:groups","Xem tất cả các nhóm"]],"nav":[["n:back","⬅ Quay lại"],["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]]}', NULL, 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '574', '', '');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (443, 'web', 'w5149421e725c7901a55289ab9a8b1ff0', 'reply', '{"text":"Xong! Từ giờ Anh/Chị thấy hồ sơ của mình trên máy này.\n\nSản phẩm thuộc nhóm nào? Anh/Chị bấm chọn, hoặc gõ tên bà con hay gọi.\n\nVí dụ: tôm khô","title":"Câu 11/29 · Nhóm sản phẩm","menu":19,"choices":[["o:s09","Chế biến từ thủy, hải sản"],["o:groups","Xem tất cả các nhóm"]],"nav":[["n:back","⬅ Quay lại"],["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]]}', NULL, 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '56', '', '');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error, leased_until) VALUES (444, 'web', 'w5149421e725c7901a55289ab9a8b1ff0', 'reply', '{"text":"Sản phẩm này đăng ký OCOP lần đầu, hay đã có sao rồi?","title":"Câu 12/29 · Lần đăng ký","menu":20,"edit":"56","choices":[["o:first","Lần đầu"],["o:upgrade","Xin nâng hạng sao"],["o:reevaluation","Đánh giá lại khi sắp hết hạn"]],"nav":[["n:back","⬅ Quay lại"],["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]]}', NULL, 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '58', '', '');
INSERT INTO paper (id, person_id, kind, name, number, issuer, issued_on, expires_on, star, product_id, file_id, revision, updated_at) VALUES ('5408719f1736', 8, 'test_result', 'Bánh phồng tôm', '', '', '2022-01-10', '2023-01-10', 0, '', 'b1ff9c8ea3a780bad09b346c423d2d0e', 1, '2022-02-15T02:00:00.000+00:00');
INSERT INTO person (id, language, draft_id, menu, choices, created_at, calendar) VALUES (1, 'vi', '', 14, '[["queue","Xem sản phẩm chờ"],["again:45","Nhắc lại ngày mai"]]', '2022-02-15T02:00:00.000+00:00', 0);
INSERT INTO person (id, language, draft_id, menu, choices, created_at, calendar) VALUES (2, 'vi', '', 7, '[["queue","Xem sản phẩm chờ"],["again:46","Nhắc lại ngày mai"]]', '2022-02-15T02:00:00.000+00:00', 0);
INSERT INTO person (id, language, draft_id, menu, choices, created_at, calendar) VALUES (3, 'vi', '', 79, '[["mine","Sản phẩm của tôi"],["register","Đăng ký thêm sản phẩm"],["menu","Về trang chính"]]', '2022-02-15T02:00:00.000+00:00', 0);
INSERT INTO person (id, language, draft_id, menu, choices, created_at, calendar) VALUES (4, 'vi', '', 92, '[["way:d21e9ecfeb99:4000-","Cần gì để đạt 4 sao?"],["way:d21e9ecfeb99:5000-","Cần gì để đạt 5 sao?"],["try:d21e9ecfeb99:-","Thử thay đổi xem sao"],["full:d21e9ecfeb99:26-2026","Chấm đủ từng câu (26/2026)"],["council:d21e9ecfeb99:26-2026","Điểm Hội đồng (26/2026)"],["p:d21e9ecfeb99","Xem hồ sơ"],["menu","Về trang chính"]]', '2022-02-15T02:00:00.000+00:00', 0);
INSERT INTO person (id, language, draft_id, menu, choices, created_at, calendar) VALUES (5, 'vi', '', 5, '[["menu","Về trang chính"]]', '2022-05-16T02:00:00.000+00:00', 0);
INSERT INTO person (id, language, draft_id, menu, choices, created_at, calendar) VALUES (6, 'vi', '', 3, '[["queue","Xem sản phẩm chờ"],["again:47","Nhắc lại ngày mai"]]', '2022-05-16T02:00:00.000+00:00', 0);
INSERT INTO person (id, language, draft_id, menu, choices, created_at, calendar) VALUES (7, 'vi', '', 4, '[["queue","Xem sản phẩm chờ"],["again:48","Nhắc lại ngày mai"]]', '2022-02-15T02:00:00.000+00:00', 0);
INSERT INTO person (id, language, draft_id, menu, choices, created_at, calendar) VALUES (8, 'vi', '', 79, '[["p:5d99bc8c1629","Bánh phồng tôm"],["menu","Về trang chính"]]', '2022-02-15T02:00:00.000+00:00', 0);
INSERT INTO person (id, language, draft_id, menu, choices, created_at, calendar) VALUES (9, 'vi', '', 23, '[["papers","Giấy tờ có hạn"],["menu","Về trang chính"]]', '2022-02-15T02:00:00.000+00:00', 0);
INSERT INTO person (id, language, draft_id, menu, choices, created_at, calendar) VALUES (10, 'vi', '', 4, '[["duty:cm22-x-41-commune:once","Xem việc này"],["again:17","Nhắc lại ngày mai"]]', '2022-02-15T02:00:00.000+00:00', 0);
INSERT INTO person (id, language, draft_id, menu, choices, created_at, calendar) VALUES (11, 'vi', '', 9, '[["duty:cm22-x-41-commune:once","Xem việc này"],["again:18","Nhắc lại ngày mai"]]', '2022-02-15T02:00:00.000+00:00', 0);
INSERT INTO person (id, language, draft_id, menu, choices, created_at, calendar) VALUES (12, 'vi', '', 5, '[["queue","Xem sản phẩm chờ"],["again:49","Nhắc lại ngày mai"]]', '2022-02-15T02:00:00.000+00:00', 0);
INSERT INTO person (id, language, draft_id, menu, choices, created_at, calendar) VALUES (13, 'vi', '77aa8b81fe69', 26, '[["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]]', '2022-02-15T02:00:00.000+00:00', 0);
INSERT INTO person (id, language, draft_id, menu, choices, created_at, calendar) VALUES (14, 'vi', '0d7c979c00d9', 20, '[["o:first","Lần đầu"],["o:upgrade","Xin nâng hạng sao"],["o:reevaluation","Đánh giá lại khi sắp hết hạn"],["n:back","⬅ Quay lại"],["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]]', '2022-02-15T02:00:00.000+00:00', 0);
INSERT INTO person (id, language, draft_id, menu, choices, created_at, calendar) VALUES (15, 'vi', '', 0, '[]', '2022-02-15T02:00:00.000+00:00', 0);
INSERT INTO plan_part (id, product_id, person_id, section, answers, reason, at) VALUES (1, '5d99bc8c1629', 8, 'target', '{"plan_target_star":"4","plan_target_year":2024,"plan_target_goal":null}', '', '2022-02-15T02:00:00.000+00:00');
INSERT INTO plan_part (id, product_id, person_id, section, answers, reason, at) VALUES (2, '5d99bc8c1629', 8, 'material', '{}', 'Chưa xin được giấy vùng nguyên liệu', '2022-02-15T02:00:00.000+00:00');
INSERT INTO producer (id, person_id, name, name_folded, answers, updated_at) VALUES ('370c21d15f0a', 4, 'Hộ kinh doanh Ba Khía Năm Căn', 'ho kinh doanh ba khia nam can', '{"producer_name":"Hộ kinh doanh Ba Khía Năm Căn","legal_form":"household","registered":true,"registration_number":"61A8012345","registration_date":"2021-03-15","phone":"+84912345678","email":null,"area":"o32035","address":"Số 25, ấp Cây Trâm"}', '2022-02-15T02:00:00.000+00:00');
INSERT INTO producer (id, person_id, name, name_folded, answers, updated_at) VALUES ('92b586abb44a', 8, 'Hộ kinh doanh Ba Khía Năm Căn', 'ho kinh doanh ba khia nam can', '{"producer_name":"Hộ kinh doanh Ba Khía Năm Căn","legal_form":"household","registered":true,"registration_number":"61A8012345","registration_date":"2021-03-15","phone":"+84912345678","email":null,"area":"o32035","address":"Số 25, ấp Cây Trâm"}', '2022-02-15T02:00:00.000+00:00');
INSERT INTO producer (id, person_id, name, name_folded, answers, updated_at) VALUES ('f9053e414552', 3, 'Hộ kinh doanh Ba Khía Năm Căn', 'ho kinh doanh ba khia nam can', '{"producer_name":"Hộ kinh doanh Ba Khía Năm Căn","legal_form":"household","registered":true,"registration_number":"61A8012345","registration_date":"2021-03-15","representative":"Bánh phồng tôm","position":null,"phone":"+84912345678","email":null,"area":"o32035","address":"Số 25, ấp Cây Trâm"}', '2026-11-23T02:00:00.000+00:00');
INSERT INTO product (id, producer_id, person_id, programme, area, name, name_folded, answers, form, form_version, state, revision, marked, reason, sent_on, updated_on) VALUES ('1c7896640544', 'f9053e414552', 3, 'vietnam-2027', 'o32035', 'Bánh phồng tôm', 'banh phong tom', '{"producer_name":"Hộ kinh doanh Ba Khía Năm Căn","legal_form":"household","registered":true,"registration_number":"61A8012345","registration_date":"2021-03-15","representative":"Bánh phồng tôm","position":null,"phone":"+84912345678","email":null,"area":"o32035","address":"Số 25, ấp Cây Trâm","product_name":"Bánh phồng tôm","product_set":"s08","registration_kind":"first","description":"Tôm đất tươi xay với bột năng","packaging":"Tôm đất tươi xay với bột năng","quality":"Tôm đất tươi xay với bột năng","material_origin":"commune","material_share":0,"material_source":null,"local_labour":600,"idea_source":"tradition","identity":null,"market":"commune","customers":"Tôm đất tươi xay với bột năng","volume":{"amount":"600","unit":"kg"},"price":{"dong":600,"per":""},"story":null,"samples":null,"photos":null}', 'filing', 1, 'sent', 1, '[]', '', '2026-11-23', '2026-11-23');
INSERT INTO product (id, producer_id, person_id, programme, area, name, name_folded, answers, form, form_version, state, revision, marked, reason, sent_on, updated_on) VALUES ('5d99bc8c1629', '92b586abb44a', 8, 'camau-2022', 'o32035', 'Bánh phồng tôm', 'banh phong tom', '{"producer_name":"Hộ kinh doanh Ba Khía Năm Căn","legal_form":"household","registered":true,"registration_number":"61A8012345","registration_date":"2021-03-15","phone":"+84912345678","email":null,"area":"o32035","address":"Số 25, ấp Cây Trâm","product_name":"Bánh phồng tôm","product_set":"s09","registration_kind":"first","description":"Tôm đất tươi xay với bột năng, tráng mỏng, phơi hai nắng","packaging":"Túi hút chân không 500 g","brand":null,"quality":"Đạt 3 sao","material_origin":"commune","material_share":100,"material_source":null,"local_labour":12,"idea_source":"tradition","market":"country","customers":"Khách du lịch và quán ăn","difference":"Tôm trong ngày, không phẩm màu","volume":{"amount":"1500","unit":"kg"},"price":{"dong":85000,"per":"hộp"},"story":null,"novelty":null,"photos":["b1ff9c8ea3a780bad09b346c423d2d0e"]}', 'idea', 1, 'filed', 3, '[]', '', '2022-02-15', '2022-02-15');
INSERT INTO product (id, producer_id, person_id, programme, area, name, name_folded, answers, form, form_version, state, revision, marked, reason, sent_on, updated_on) VALUES ('d21e9ecfeb99', '370c21d15f0a', 4, 'camau-2022', 'o32035', 'Bánh phồng tôm', 'banh phong tom', '{"producer_name":"Hộ kinh doanh Ba Khía Năm Căn","legal_form":"household","registered":true,"registration_number":"61A8012345","registration_date":"2021-03-15","phone":"+84912345678","email":null,"area":"o32035","address":"Số 25, ấp Cây Trâm","product_name":"Bánh phồng tôm","product_set":"s09","registration_kind":"first","description":"Tôm đất tươi xay với bột năng, tráng mỏng, phơi hai nắng","packaging":"Túi hút chân không 500 g","brand":null,"quality":"Đạt 3 sao","material_origin":"commune","material_share":100,"material_source":null,"local_labour":12,"idea_source":"tradition","market":"country","customers":"Khách du lịch và quán ăn","difference":"Tôm trong ngày, không phẩm màu","volume":{"amount":"1500","unit":"kg"},"price":{"dong":85000,"per":"hộp"},"story":null,"novelty":null,"photos":["b1ff9c8ea3a780bad09b346c423d2d0e"]}', 'idea', 1, 'sent', 1, '[]', '', '2022-02-15', '2022-02-15');
INSERT INTO product (id, producer_id, person_id, programme, area, name, name_folded, answers, form, form_version, state, revision, marked, reason, sent_on, updated_on) VALUES ('f5e5a3cc61a1', 'f9053e414552', 3, 'camau-2022', 'o32035', 'Bánh phồng tôm', 'banh phong tom', '{"producer_name":"Hộ kinh doanh Ba Khía Năm Căn","legal_form":"household","registered":true,"registration_number":"61A8012345","registration_date":"2021-03-15","phone":"+84912345678","email":null,"area":"o32035","address":"Số 25, ấp Cây Trâm","product_name":"Bánh phồng tôm","product_set":"s09","registration_kind":"first","description":"Tôm đất tươi xay với bột năng, tráng mỏng, phơi hai nắng","packaging":"Túi hút chân không 500 g","brand":null,"quality":"Đạt 3 sao","material_origin":"commune","material_share":100,"material_source":null,"local_labour":12,"idea_source":"tradition","market":"country","customers":"Khách du lịch và quán ăn","difference":"Tôm trong ngày, không phẩm màu","volume":{"amount":"1500","unit":"kg"},"price":{"dong":90000,"per":"hộp"},"story":null,"novelty":null,"photos":["b1ff9c8ea3a780bad09b346c423d2d0e"]}', 'idea', 1, 'accepted', 2, '[]', '', '2022-02-15', '2022-02-15');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (25, 'camau-2022:list_up:cm22-x-41-commune:once:o964:2022-03-15:2022-03-01:1:o32035', 'camau-2022', 'list_up', 'open', 'cm22-x-41-commune', 'once', 1, 'o32035', '', '2022-03-15', '2022-03-01', '2022-03-01T00:30:00.000+00:00', 'dropped', 0, '2022-03-01T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (26, 'camau-2022:list_up:cm22-x-41-commune:once:o964:2022-03-15:2022-03-01:2:o32035', 'camau-2022', 'list_up', 'open', 'cm22-x-41-commune', 'once', 2, 'o32035', '', '2022-03-15', '2022-03-01', '2022-03-01T00:30:00.000+00:00', 'sent', 0, '2022-03-01T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (27, 'camau-2022:list_up:cm22-x-41-commune:once:o964:2022-03-15:2022-03-01:6:o32035', 'camau-2022', 'list_up', 'open', 'cm22-x-41-commune', 'once', 6, 'o32035', '', '2022-03-15', '2022-03-01', '2022-03-01T00:30:00.000+00:00', 'sent', 0, '2022-03-01T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (28, 'camau-2022:list_up:cm22-x-41-commune:once:o964:2022-03-15:2022-03-01:7:o32035', 'camau-2022', 'list_up', 'open', 'cm22-x-41-commune', 'once', 7, 'o32035', '', '2022-03-15', '2022-03-01', '2022-03-01T00:30:00.000+00:00', 'sent', 0, '2022-03-01T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (29, 'camau-2022:list_up:cm22-x-41-commune:once:o964:2022-03-15:2022-03-01:12:o32035', 'camau-2022', 'list_up', 'open', 'cm22-x-41-commune', 'once', 12, 'o32035', '', '2022-03-15', '2022-03-01', '2022-03-01T00:30:00.000+00:00', 'sent', 0, '2022-03-01T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (30, 'camau-2022:checking:2022-03-15:h32002:3:1:o32035', 'camau-2022', 'checking', 'checkers', '', '', 1, 'o32035', '', '2022-03-15', '2022-03-12', '2022-03-12T00:30:00.000+00:00', 'sent', 0, '2022-03-12T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (31, 'camau-2022:checking:2022-03-15:h32002:3:2:o32035', 'camau-2022', 'checking', 'checkers', '', '', 2, 'o32035', '', '2022-03-15', '2022-03-12', '2022-03-12T00:30:00.000+00:00', 'sent', 0, '2022-03-12T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (32, 'camau-2022:checking:2022-03-15:h32002:3:6:o32035', 'camau-2022', 'checking', 'checkers', '', '', 6, 'o32035', '', '2022-03-15', '2022-03-12', '2022-03-12T00:30:00.000+00:00', 'sent', 0, '2022-03-12T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (33, 'camau-2022:checking:2022-03-15:h32002:3:7:o32035', 'camau-2022', 'checking', 'checkers', '', '', 7, 'o32035', '', '2022-03-15', '2022-03-12', '2022-03-12T00:30:00.000+00:00', 'sent', 0, '2022-03-12T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (34, 'camau-2022:checking:2022-03-15:h32002:3:12:o32035', 'camau-2022', 'checking', 'checkers', '', '', 12, 'o32035', '', '2022-03-15', '2022-03-12', '2022-03-12T00:30:00.000+00:00', 'sent', 0, '2022-03-12T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (35, 'camau-2022:checking:2022-03-15:h32002:1:1:o32035', 'camau-2022', 'checking', 'checkers', '', '', 1, 'o32035', '', '2022-03-15', '2022-03-14', '2022-03-14T00:30:00.000+00:00', 'sent', 0, '2022-03-14T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (36, 'camau-2022:checking:2022-03-15:h32002:1:2:o32035', 'camau-2022', 'checking', 'checkers', '', '', 2, 'o32035', '', '2022-03-15', '2022-03-14', '2022-03-14T00:30:00.000+00:00', 'sent', 0, '2022-03-14T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (37, 'camau-2022:checking:2022-03-15:h32002:1:6:o32035', 'camau-2022', 'checking', 'checkers', '', '', 6, 'o32035', '', '2022-03-15', '2022-03-14', '2022-03-14T00:30:00.000+00:00', 'sent', 0, '2022-03-14T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (38, 'camau-2022:checking:2022-03-15:h32002:1:7:o32035', 'camau-2022', 'checking', 'checkers', '', '', 7, 'o32035', '', '2022-03-15', '2022-03-14', '2022-03-14T00:30:00.000+00:00', 'sent', 0, '2022-03-14T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (39, 'camau-2022:checking:2022-03-15:h32002:1:12:o32035', 'camau-2022', 'checking', 'checkers', '', '', 12, 'o32035', '', '2022-03-15', '2022-03-14', '2022-03-14T00:30:00.000+00:00', 'sent', 0, '2022-03-14T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (40, 'camau-2022:checking:2022-03-15:h32002:0:1:o32035', 'camau-2022', 'checking', 'checkers', '', '', 1, 'o32035', '', '2022-03-15', '2022-03-15', '2022-03-15T00:30:00.000+00:00', 'sent', 1, '2022-03-15T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (41, 'camau-2022:checking:2022-03-15:h32002:0:2:o32035', 'camau-2022', 'checking', 'checkers', '', '', 2, 'o32035', '', '2022-03-15', '2022-03-15', '2022-03-15T00:30:00.000+00:00', 'sent', 1, '2022-03-15T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (42, 'camau-2022:checking:2022-03-15:h32002:0:6:o32035', 'camau-2022', 'checking', 'checkers', '', '', 6, 'o32035', '', '2022-03-15', '2022-03-15', '2022-03-15T00:30:00.000+00:00', 'sent', 1, '2022-03-15T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (43, 'camau-2022:checking:2022-03-15:h32002:0:7:o32035', 'camau-2022', 'checking', 'checkers', '', '', 7, 'o32035', '', '2022-03-15', '2022-03-15', '2022-03-15T00:30:00.000+00:00', 'sent', 1, '2022-03-15T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (44, 'camau-2022:checking:2022-03-15:h32002:0:12:o32035', 'camau-2022', 'checking', 'checkers', '', '', 12, 'o32035', '', '2022-03-15', '2022-03-15', '2022-03-15T00:30:00.000+00:00', 'sent', 1, '2022-03-15T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (45, 'camau-2022:checking:2022-03-15:h32002:-1:1:o32035', 'camau-2022', 'checking', 'checkers', '', '', 1, 'o32035', '', '2022-03-15', '2022-03-16', '2022-03-16T00:30:00.000+00:00', 'sent', 0, '2022-03-16T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (46, 'camau-2022:checking:2022-03-15:h32002:-1:2:o32035', 'camau-2022', 'checking', 'checkers', '', '', 2, 'o32035', '', '2022-03-15', '2022-03-16', '2022-03-16T00:30:00.000+00:00', 'sent', 0, '2022-03-16T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (47, 'camau-2022:checking:2022-03-15:h32002:-1:6:o32035', 'camau-2022', 'checking', 'checkers', '', '', 6, 'o32035', '', '2022-03-15', '2022-03-16', '2022-03-16T00:30:00.000+00:00', 'sent', 0, '2022-03-16T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (48, 'camau-2022:checking:2022-03-15:h32002:-1:7:o32035', 'camau-2022', 'checking', 'checkers', '', '', 7, 'o32035', '', '2022-03-15', '2022-03-16', '2022-03-16T00:30:00.000+00:00', 'sent', 0, '2022-03-16T02:00:00.000+00:00');
INSERT INTO reminder (id, key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at, state, official, closed_at) VALUES (49, 'camau-2022:checking:2022-03-15:h32002:-1:12:o32035', 'camau-2022', 'checking', 'checkers', '', '', 12, 'o32035', '', '2022-03-15', '2022-03-16', '2022-03-16T00:30:00.000+00:00', 'sent', 0, '2022-03-16T02:00:00.000+00:00');
INSERT INTO role (person_id, role, area, programme, granted_at) VALUES (1, 'commune_officer', 'o32035', 'camau-2022', '2022-02-15T02:00:00.000+00:00');
INSERT INTO role (person_id, role, area, programme, granted_at) VALUES (2, 'commune_officer', 'n32248', 'vietnam-2027', '2026-11-23T02:00:00.000+00:00');
INSERT INTO role (person_id, role, area, programme, granted_at) VALUES (2, 'commune_officer', 'o32035', 'camau-2022', '2022-02-15T02:00:00.000+00:00');
INSERT INTO role (person_id, role, area, programme, granted_at) VALUES (6, 'commune_officer', 'o32035', 'camau-2022', '2022-05-16T02:00:00.000+00:00');
INSERT INTO role (person_id, role, area, programme, granted_at) VALUES (7, 'commune_officer', 'o32035', 'camau-2022', '2022-02-15T02:00:00.000+00:00');
INSERT INTO role (person_id, role, area, programme, granted_at) VALUES (10, 'district_staff', 'o964', 'camau-2022', '2022-02-15T02:00:00.000+00:00');
INSERT INTO role (person_id, role, area, programme, granted_at) VALUES (11, 'district_staff', 'o964', 'camau-2022', '2022-02-15T02:00:00.000+00:00');
INSERT INTO role (person_id, role, area, programme, granted_at) VALUES (12, 'commune_officer', 'o32035', 'camau-2022', '2022-02-15T02:00:00.000+00:00');
INSERT INTO score (id, product_id, person_id, kind, decision, set_id, answers, total, star, at) VALUES (1, 'd21e9ecfeb99', 4, 'self', '26-2026', 's08', '{}', 0, 1, '2022-02-15');
INSERT INTO score (id, product_id, person_id, kind, decision, set_id, answers, total, star, at) VALUES (2, 'd21e9ecfeb99', 4, 'self', '26-2026', 's08', '{"exclusions":[],"1.1":3,"1.3":2,"1.4":2,"1.5":2,"1.6":2,"1.7":1,"2.1":2,"2.2":2,"2.3":2,"2.4":1,"3.1":2,"3.2":1,"3.3":2,"3.4":2,"3.5":2,"4.1":2,"4.2":2,"4.3":2,"5.1":2,"5.2":2,"5.3":3,"6.1":2,"6.2":2,"6.3":2,"6.4":2,"6.5":2,"7":3,"8":4,"9":3,"10":2,"11":2}', 65, 3, '2022-05-16');
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('camau-2022:recognition:2022-09-12:123', 'camau-2022', '2022-05-12', 0, 1);
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('camau-2022:recognition:2022-09-13:123', 'camau-2022', '2022-05-13', 0, 1);
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('vietnam-2027:checking:2026-11-23::0', 'vietnam-2027', '2026-11-23', 4611686018427387904, 1);
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('vietnam-2027:checking:2026-11-26::3', 'vietnam-2027', '2026-11-23', 4611686018427387904, 1);
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('vietnam-2027:checking:waited:2026-11-19:2026-12-11:', 'vietnam-2027', '2026-11-23', 4611686018427387904, 1);
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('vietnam-2027:evidence:2026-11-23:0', 'vietnam-2027', '2026-11-23', 4611686018427387904, 1);
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('vietnam-2027:evidence:2026-11-30:7', 'vietnam-2027', '2026-11-23', 4611686018427387904, 1);
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('vietnam-2027:evidence:2026-12-23:30', 'vietnam-2027', '2026-11-23', 4611686018427387904, 1);
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('vietnam-2027:evidence:2027-01-22:60', 'vietnam-2027', '2026-11-23', 4611686018427387904, 1);
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('vietnam-2027:recognition:2026-11-22:-1', 'vietnam-2027', '2026-11-23', 4611686018427387904, 1);
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('vietnam-2027:recognition:2026-12-23:30', 'vietnam-2027', '2026-11-23', 4611686018427387904, 1);
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('vietnam-2027:recognition:2027-03-23:120', 'vietnam-2027', '2026-11-23', 4611686018427387904, 1);
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('vietnam-2027:recognition:2027-03-26:123', 'vietnam-2027', '2026-11-23', 4611686018427387904, 1);
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('vietnam-2027:recognition:2027-04-06:134', 'vietnam-2027', '2026-11-23', 4611686018427387904, 1);
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('vietnam-2027:recognition:2027-05-22:180', 'vietnam-2027', '2026-11-23', 4611686018427387904, 1);
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('vietnam-2027:returned:waited:10:2026-11-13:2027-04-07:', 'vietnam-2027', '2026-11-23', 4611686018427387904, 1);
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('vietnam-2027:returned:waited:2:2026-11-21:2027-04-07:', 'vietnam-2027', '2026-11-23', 4611686018427387904, 1);
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('vietnam-2027:returned:waited:5:2026-11-18:2027-04-07:', 'vietnam-2027', '2026-11-23', 4611686018427387904, 1);
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('vietnam-2027:silent:14:2026-11-09:2027-04-07:', 'vietnam-2027', '2026-11-23', 4611686018427387904, 1);
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('vietnam-2027:silent:30:2026-10-24:2027-04-07:', 'vietnam-2027', '2026-11-23', 4611686018427387904, 1);
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('vietnam-2027:silent:3:2026-11-20:2027-04-07:', 'vietnam-2027', '2026-11-23', 4611686018427387904, 1);
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('vietnam-2027:silent:7:2026-11-16:2027-04-07:', 'vietnam-2027', '2026-11-23', 4611686018427387904, 1);
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('vietnam-2027:unfinished:20:2026-11-03', 'vietnam-2027', '2026-11-23', 4611686018427387904, 1);
INSERT INTO wave (key, programme, on_day, upto, complete) VALUES ('vietnam-2027:unfinished:5:2026-11-18', 'vietnam-2027', '2026-11-23', 4611686018427387904, 1);
INSERT INTO web_message (id, address, direction, payload, at) VALUES (39, 'w020e2be1dca748bd15c3b1f9621f2e1d', 'out', '{"text":"Chào bà con! Đây là trợ lý OCOP (Mỗi xã một sản phẩm).\n\nTrợ lý giúp Anh/Chị đăng ký sản phẩm với xã ngay trên điện thoại, hỏi từng câu một. Trả lời đến đâu được lưu đến đó, và khi cán bộ xem xong, Anh/Chị được báo tin ngay.\n\nChương trình: OCOP tỉnh Cà Mau năm 2022."}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (40, 'w020e2be1dca748bd15c3b1f9621f2e1d', 'out', '{"title":"Trang chính","text":"Anh/Chị muốn làm gì?","choices":[["draft:9761e1b154eb","Làm tiếp: Bánh phồng tôm"],["register","Đăng ký ý tưởng sản phẩm"],["mine","Sản phẩm của tôi"],["calendar","Lịch của tôi"],["help","Trợ giúp"],["language","Ngôn ngữ · Language"]],"menu":19}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (41, 'w020e2be1dca748bd15c3b1f9621f2e1d', 'in', '{"update":"message-20","kind":"text","text":"1"}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (42, 'w020e2be1dca748bd15c3b1f9621f2e1d', 'out', '{"title":"Câu 12/29 · Lần đăng ký","text":"Mừng Anh/Chị trở lại. Mình làm tiếp từ chỗ này.\n\nSản phẩm này đăng ký OCOP lần đầu, hay đã có sao rồi?","choices":[["o:first","Lần đầu"],["o:upgrade","Xin nâng hạng sao"],["o:reevaluation","Đánh giá lại khi sắp hết hạn"]],"nav":[["n:back","⬅ Quay lại"],["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]],"menu":20}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (43, 'w020e2be1dca748bd15c3b1f9621f2e1d', 'in', '{"update":"message-21","kind":"text","text":"quay lại"}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (44, 'w020e2be1dca748bd15c3b1f9621f2e1d', 'out', '{"title":"Câu 11/29 · Nhóm sản phẩm","text":"Sản phẩm thuộc nhóm nào? Anh/Chị bấm chọn, hoặc gõ tên bà con hay gọi.\n\nVí dụ: tôm khô\n\nĐang ghi: Chế biến từ thủy, hải sản","choices":[["o:s09","Chế biến từ thủy, hải sản"],["o:groups","Xem tất cả các nhóm"]],"nav":[["n:back","⬅ Quay lại"],["n:keep","Giữ nguyên"],["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]],"menu":21}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (45, 'w020e2be1dca748bd15c3b1f9621f2e1d', 'in', '{"update":"message-22","kind":"text","text":"giữ"}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (46, 'w020e2be1dca748bd15c3b1f9621f2e1d', 'out', '{"title":"Câu 12/29 · Lần đăng ký","text":"Sản phẩm này đăng ký OCOP lần đầu, hay đã có sao rồi?","choices":[["o:first","Lần đầu"],["o:upgrade","Xin nâng hạng sao"],["o:reevaluation","Đánh giá lại khi sắp hết hạn"]],"nav":[["n:back","⬅ Quay lại"],["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]],"menu":22}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (47, 'w020e2be1dca748bd15c3b1f9621f2e1d', 'in', '{"update":"message-23","kind":"text","text":"1"}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (48, 'w020e2be1dca748bd15c3b1f9621f2e1d', 'out', '{"title":"Câu 13/29 · Mô tả sản phẩm","text":"✔ Lần đăng ký: Lần đầu\n\nSản phẩm làm từ gì, làm ra sao, có gì hay? Vài câu là đủ.\n\nVí dụ: Tôm đất tươi luộc với muối, phơi nắng hai ngày, bóc vỏ bằng tay. Tôm đỏ tự nhiên, thịt dai và ngọt, không phẩm màu.","nav":[["n:back","⬅ Quay lại"],["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]],"menu":23}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (49, 'w020e2be1dca748bd15c3b1f9621f2e1d', 'in', '{"update":"message-24","kind":"text","text":"/products"}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (50, 'w020e2be1dca748bd15c3b1f9621f2e1d', 'out', '{"title":"Sản phẩm của tôi","text":"1. Bánh phồng tôm\nTình trạng: chưa gửi\nAnh/Chị gửi cho xã chậm nhất thứ Năm 31/03/2022. Ngày này đã qua.","choices":[["draft:9761e1b154eb","Làm tiếp: Bánh phồng tôm"]],"nav":[["menu","Về trang chính"]],"menu":24}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (51, 'w020e2be1dca748bd15c3b1f9621f2e1d', 'in', '{"update":"message-25","kind":"text","text":"/register"}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (52, 'w020e2be1dca748bd15c3b1f9621f2e1d', 'out', '{"text":"Anh/Chị còn phiếu chưa gửi. Làm tiếp, hay đăng ký sản phẩm mới?","choices":[["draft:9761e1b154eb","Làm tiếp: Bánh phồng tôm"],["new","Đăng ký sản phẩm mới"]],"menu":25}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (53, 'w020e2be1dca748bd15c3b1f9621f2e1d', 'in', '{"update":"message-26","kind":"press","text":"Đăng ký sản phẩm mới","data":"new","message":52}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (54, 'w020e2be1dca748bd15c3b1f9621f2e1d', 'out', '{"title":"Câu 1/27 · Tên đơn vị","text":"Hộ, hợp tác xã hay công ty nào đứng tên đăng ký?\n\nVí dụ: Hợp tác xã Tôm khô Đất Mũi","nav":[["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]],"menu":26}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (55, 'w5149421e725c7901a55289ab9a8b1ff0', 'in', '{"update":"message-1","kind":"text","text":"mã 19F1-A334-F5AD"}', '2022-02-15T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (56, 'w5149421e725c7901a55289ab9a8b1ff0', 'out', '{"title":"Câu 11/29 · Nhóm sản phẩm","text":"Xong! Từ giờ Anh/Chị thấy hồ sơ của mình trên máy này.\n\nSản phẩm thuộc nhóm nào? Anh/Chị bấm chọn, hoặc gõ tên bà con hay gọi.\n\nVí dụ: tôm khô","choices":[["o:s09","Chế biến từ thủy, hải sản"],["o:groups","Xem tất cả các nhóm"]],"nav":[["n:back","⬅ Quay lại"],["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]],"menu":19}', '2022-02-15T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (57, 'w5149421e725c7901a55289ab9a8b1ff0', 'in', '{"update":"message-2","kind":"press","text":"Chế biến từ thủy, hải sản","data":"o:s09","message":56}', '2022-02-15T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (58, 'w5149421e725c7901a55289ab9a8b1ff0', 'out', '{"title":"Câu 12/29 · Lần đăng ký","text":"Sản phẩm này đăng ký OCOP lần đầu, hay đã có sao rồi?","choices":[["o:first","Lần đầu"],["o:upgrade","Xin nâng hạng sao"],["o:reevaluation","Đánh giá lại khi sắp hết hạn"]],"nav":[["n:back","⬅ Quay lại"],["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]],"menu":20}', '2022-02-15T02:00:00.000+00:00');
