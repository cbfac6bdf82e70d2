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
	updated_at TEXT DEFAULT '' NOT NULL, 
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
	error TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_outbox PRIMARY KEY (id), 
	CONSTRAINT uq_outbox_key UNIQUE ("key")
);
CREATE TABLE person (
	id INTEGER NOT NULL, 
	language TEXT DEFAULT '' NOT NULL, 
	draft_id TEXT DEFAULT '' NOT NULL, 
	menu BIGINT DEFAULT '0' NOT NULL, 
	choices TEXT DEFAULT '[]' NOT NULL, 
	created_at TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_person PRIMARY KEY (id)
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
CREATE TABLE role (
	person_id BIGINT NOT NULL, 
	role TEXT NOT NULL, 
	area TEXT NOT NULL, 
	programme TEXT NOT NULL, 
	granted_at TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_role PRIMARY KEY (person_id, role, area, programme), 
	CONSTRAINT fk_role_person_id FOREIGN KEY(person_id) REFERENCES person (id)
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
CREATE INDEX ix_event_subject ON event (subject);
CREATE INDEX ix_inbox_waiting ON inbox (id) WHERE done_at = '';
CREATE INDEX ix_outbox_waiting ON outbox (id) WHERE state IN ('waiting', 'attempting');
CREATE INDEX ix_product_person_id ON product (person_id);
CREATE INDEX ix_product_programme_area_state ON product (programme, area, state);
CREATE INDEX ix_role_role_area ON role (role, area);
CREATE INDEX ix_web_message_address_id ON web_message (address, id);
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('telegram', '5000000001', 1, '2026-11-23T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('telegram', '5000000002', 2, '2026-11-23T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('telegram', '5000000003', 3, '2022-02-15T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('telegram', '5000000004', 4, '2022-02-15T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('telegram', '5000000005', 6, '2022-02-15T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('telegram', '5000000006', 8, '2022-02-15T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('telegram', '5000000007', 9, '2022-02-15T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('telegram', '5000000008', 10, '2022-02-15T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('telegram', '5000000009', 11, '2023-03-22T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('web', 'w6cb00a1cca449fe2d39b2bd0df633e4b', 6, '2022-02-15T02:00:00.000+00:00', '');
INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES ('web', 'w909dfba0fef25b3a2289c1bd018f5ce3', 5, '2022-04-16T02:00:00.000+00:00', '');
INSERT INTO alembic_version (version_num) VALUES ('0001');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (2, 'consent_dossier', 1, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (2, 'consent_promotion', 0, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (2, 'consent_reminders', 0, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (4, 'consent_dossier', 1, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (4, 'consent_promotion', 0, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (4, 'consent_reminders', 0, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (5, 'consent_dossier', 1, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (5, 'consent_promotion', 0, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (5, 'consent_reminders', 0, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (6, 'consent_dossier', 1, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (6, 'consent_promotion', 0, '2022-02-15T02:00:00.000+00:00');
INSERT INTO consent (person_id, purpose, granted, at) VALUES (6, 'consent_reminders', 0, '2022-02-15T02:00:00.000+00:00');
INSERT INTO draft (id, person_id, form, version, programme, answers, at, partial, page, returning_, marked, subject, revision, updated_at) VALUES ('1408fa397db1', 2, 'idea', 1, 'camau-2022', '{"producer_name":"Hộ kinh doanh Ba Khía Năm Căn","legal_form":"household","registered":true,"registration_number":"61A8012345","registration_date":"2021-03-15","phone":"+84912345678","email":null,"area":"o32035","address":"Số 25, ấp Cây Trâm","product_name":"Mắm ba khía"}', 'product_set', '{"hits":["s09"]}', 0, 0, '[]', '', 2, '2022-02-15T02:00:00.000+00:00');
INSERT INTO draft (id, person_id, form, version, programme, answers, at, partial, page, returning_, marked, subject, revision, updated_at) VALUES ('5ca877a4f4ed', 5, 'idea', 1, 'camau-2022', '{"producer_name":"Hộ kinh doanh Ba Khía Năm Căn","legal_form":"household","registered":true,"registration_number":"61A8012345","registration_date":"2021-03-15","phone":"+84912345678","email":null,"area":"o32035","address":"Số 25, ấp Cây Trâm","product_name":"Bánh phồng tôm","product_set":"s09","registration_kind":"first"}', 'description', 'null', 0, 0, '[]', '', 18, '2022-04-16T02:00:00.000+00:00');
INSERT INTO draft (id, person_id, form, version, programme, answers, at, partial, page, returning_, marked, subject, revision, updated_at) VALUES ('8c0a86abae01', 5, 'idea', 1, 'camau-2022', '{}', 'producer_name', 'null', 0, 0, '[]', '', 1, '2022-04-16T02:00:00.000+00:00');
INSERT INTO draft (id, person_id, form, version, programme, answers, at, partial, page, returning_, marked, subject, revision, updated_at) VALUES ('ab2f3b845430', 9, 'consent', 1, 'camau-2022', '{}', 'consent_dossier', 'null', 0, 0, '[]', '', 1, '2022-02-15T02:00:00.000+00:00');
INSERT INTO draft (id, person_id, form, version, programme, answers, at, partial, page, returning_, marked, subject, revision, updated_at) VALUES ('cc9a01a845a6', 6, 'idea', 1, 'camau-2022', '{"producer_name":"Hộ kinh doanh Ba Khía Năm Căn","legal_form":"household","registered":true,"registration_number":"61A8012345","registration_date":"2021-03-15","phone":"+84912345678","email":null,"area":"o32035","address":"Số 25, ấp Cây Trâm","product_name":"Bánh phồng tôm","product_set":"s09"}', 'registration_kind', 'null', 0, 0, '[]', '', 16, '2022-02-15T02:00:00.000+00:00');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (1, '2022-02-15T02:00:00.000+00:00', 1, 'granted.commune_officer', 'o32035', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (2, '2022-02-15T02:00:00.000+00:00', 2, 'consent.given', 'consent_dossier', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (3, '2022-02-15T02:00:00.000+00:00', 2, 'consent.refused', 'consent_reminders', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (4, '2022-02-15T02:00:00.000+00:00', 2, 'consent.refused', 'consent_promotion', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (5, '2022-02-15T02:00:00.000+00:00', 2, 'sent', '74a60e647cdb', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (6, '2022-02-15T02:00:00.000+00:00', 1, 'accepted', '74a60e647cdb', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (7, '2026-11-23T02:00:00.000+00:00', 1, 'granted.commune_officer', 'n32248', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (8, '2026-11-23T02:00:00.000+00:00', 2, 'sent', '664ef7c2ef9f', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (9, '2022-02-15T02:00:00.000+00:00', 3, 'granted.commune_officer', 'o32035', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (10, '2022-02-15T02:00:00.000+00:00', 4, 'consent.given', 'consent_dossier', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (11, '2022-02-15T02:00:00.000+00:00', 4, 'consent.refused', 'consent_reminders', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (12, '2022-02-15T02:00:00.000+00:00', 4, 'consent.refused', 'consent_promotion', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (13, '2022-02-15T02:00:00.000+00:00', 4, 'sent', 'f9183e16db35', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (14, '2022-02-15T02:00:00.000+00:00', 3, 'returned', 'f9183e16db35', 'Giá bán chưa ghi cho gói bao nhiêu gam', '["quality","price"]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (15, '2022-02-15T02:00:00.000+00:00', 4, 'resent', 'f9183e16db35', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (16, '2022-02-15T02:00:00.000+00:00', 3, 'accepted', 'f9183e16db35', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (17, '2022-02-15T02:00:00.000+00:00', 5, 'consent.given', 'consent_dossier', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (18, '2022-02-15T02:00:00.000+00:00', 5, 'consent.refused', 'consent_reminders', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (19, '2022-02-15T02:00:00.000+00:00', 5, 'consent.refused', 'consent_promotion', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (20, '2022-02-15T02:00:00.000+00:00', 6, 'consent.given', 'consent_dossier', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (21, '2022-02-15T02:00:00.000+00:00', 6, 'consent.refused', 'consent_reminders', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (22, '2022-02-15T02:00:00.000+00:00', 6, 'consent.refused', 'consent_promotion', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (23, '2022-02-15T02:00:00.000+00:00', 6, 'address.moved', '7', '', '[]');
INSERT INTO event (id, at, person_id, kind, subject, reason, marked) VALUES (24, '2022-02-15T02:00:00.000+00:00', 8, 'granted.commune_officer', 'o32035', '', '[]');
INSERT INTO file (id, person_id, name, content_type, size, created_at) VALUES ('b1ff9c8ea3a780bad09b346c423d2d0e', 2, 'photo.jpg', 'image/png', 69, '2022-02-15T02:00:00.000+00:00');
INSERT INTO file (id, person_id, name, content_type, size, created_at) VALUES ('b1ff9c8ea3a780bad09b346c423d2d0e', 4, 'photo.jpg', 'image/png', 69, '2022-02-15T02:00:00.000+00:00');
INSERT INTO inbox (id, channel, update_id, address, payload, received_at, done_at) VALUES (189, 'telegram', '700000161', '5000000006', '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00');
INSERT INTO inbox (id, channel, update_id, address, payload, received_at, done_at) VALUES (190, 'telegram', '700000162', '5000000007', '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00');
INSERT INTO inbox (id, channel, update_id, address, payload, received_at, done_at) VALUES (191, 'telegram', '700000163', '5000000007', '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00');
INSERT INTO inbox (id, channel, update_id, address, payload, received_at, done_at) VALUES (192, 'telegram', '700000164', '5000000008', '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00');
INSERT INTO inbox (id, channel, update_id, address, payload, received_at, done_at) VALUES (193, 'telegram', '700000165', '5000000008', '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00');
INSERT INTO inbox (id, channel, update_id, address, payload, received_at, done_at) VALUES (194, 'telegram', '700000166', '5000000006', '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00');
INSERT INTO inbox (id, channel, update_id, address, payload, received_at, done_at) VALUES (195, 'telegram', '700000167', '5000000006', '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00');
INSERT INTO inbox (id, channel, update_id, address, payload, received_at, done_at) VALUES (196, 'telegram', '700000168', '5000000009', '', '2023-03-22T02:00:00.000+00:00', '2023-03-22T02:00:00.000+00:00');
INSERT INTO invitation (token_hash, role, area, programme, person_id, expires_at, used_at, used_by) VALUES ('03c731a585db15d24358c8503cdb1507d303e8afb72da47ffca8e10aa1fd51ec', 'commune_officer', 'o32035', 'camau-2022', 0, '2023-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', 3);
INSERT INTO invitation (token_hash, role, area, programme, person_id, expires_at, used_at, used_by) VALUES ('0bab78d3299b47de4c4f4630c14ee3d6c7c2a434b148e261f43b18380ad252fd', 'commune_officer', 'o32029', 'camau-2022', 0, '2023-02-15T02:00:00.000+00:00', '', 0);
INSERT INTO invitation (token_hash, role, area, programme, person_id, expires_at, used_at, used_by) VALUES ('5357c9891f85e97b6378b3032ca3ab4c4e3bee4ac9a4c1f0b6bf612e62efcf04', 'commune_officer', 'n32248', 'vietnam-2027', 0, '2027-11-23T02:00:00.000+00:00', '2026-11-23T02:00:00.000+00:00', 1);
INSERT INTO invitation (token_hash, role, area, programme, person_id, expires_at, used_at, used_by) VALUES ('926211118589061fc99c75e5fd48239ac0175ccfc77a382ef98ca8dfa0e4b9d6', 'commune_officer', 'o32035', 'camau-2022', 0, '2023-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', 1);
INSERT INTO invitation (token_hash, role, area, programme, person_id, expires_at, used_at, used_by) VALUES ('99d948ee07b90d283cd20af90b9597f89ebdf27e7d9547e746da47ad3d95f0d1', '', '', '', 6, '2022-02-15T02:15:00.000+00:00', '2022-02-15T02:00:00.000+00:00', 6);
INSERT INTO invitation (token_hash, role, area, programme, person_id, expires_at, used_at, used_by) VALUES ('ca05c903d371010d08cc48c21ad8fe8ae1cea3a695262eb0fdd9704be824f20e', 'commune_officer', 'o32035', 'camau-2022', 0, '2023-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', 8);
INSERT INTO meta (key, value) VALUES ('kind', 'live');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error) VALUES (47, 'telegram', '5000000001', 'notice', '{"text":"Hộ kinh doanh Ba Khía Năm Căn ở xã Định Bình vừa gửi đăng ký sản phẩm “Bánh phồng tôm”. Nhờ Anh/Chị kiểm tra.","title":"Tin từ OCOP","choices":[["p:74a60e647cdb","Xem hồ sơ"]]}', 'sent:74a60e647cdb:0:1', 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '72', '');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error) VALUES (50, 'telegram', '5000000002', 'notice', '{"text":"Tin vui: xã Định Bình đã nhận hồ sơ “Bánh phồng tôm” của Anh/Chị. Bấm nút dưới đây để xem bước tiếp theo.","title":"Tin từ OCOP","choices":[["p:74a60e647cdb","Xem hồ sơ"]]}', 'accepted:74a60e647cdb:1', 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '75', '');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error) VALUES (130, 'telegram', '5000000001', 'notice', '{"text":"Hộ kinh doanh Ba Khía Năm Căn ở xã Định Bình vừa gửi đăng ký sản phẩm “Bánh phồng tôm”. Nhờ Anh/Chị kiểm tra.","title":"Tin từ OCOP","choices":[["p:f9183e16db35","Xem hồ sơ"]]}', 'sent:f9183e16db35:0:1', 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '211', '');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error) VALUES (131, 'telegram', '5000000003', 'notice', '{"text":"Hộ kinh doanh Ba Khía Năm Căn ở xã Định Bình vừa gửi đăng ký sản phẩm “Bánh phồng tôm”. Nhờ Anh/Chị kiểm tra.","title":"Tin từ OCOP","choices":[["p:f9183e16db35","Xem hồ sơ"]]}', 'sent:f9183e16db35:0:3', 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '212', '');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error) VALUES (144, 'telegram', '5000000004', 'notice', '{"text":"xã Định Bình nhờ Anh/Chị sửa lại hồ sơ “Bánh phồng tôm”.\n\nCần sửa: Chất lượng; Giá bán\nLý do: Giá bán chưa ghi cho gói bao nhiêu gam\n\nAnh/Chị chỉ cần sửa những chỗ này rồi gửi lại.","title":"Tin từ OCOP","choices":[["fix:f9183e16db35","✏ Sửa và gửi lại"]]}', 'returned:f9183e16db35:1', 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '227', '');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error) VALUES (149, 'telegram', '5000000001', 'notice', '{"text":"Hộ kinh doanh Ba Khía Năm Căn ở xã Định Bình đã sửa và gửi lại sản phẩm “Bánh phồng tôm”. Nhờ Anh/Chị kiểm tra.","title":"Tin từ OCOP","choices":[["p:f9183e16db35","Xem hồ sơ"]]}', 'sent:f9183e16db35:2:1', 'waiting', 1, '', '2022-02-15T02:00:00.000+00:00', '', '', '');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error) VALUES (150, 'telegram', '5000000003', 'notice', '{"text":"Hộ kinh doanh Ba Khía Năm Căn ở xã Định Bình đã sửa và gửi lại sản phẩm “Bánh phồng tôm”. Nhờ Anh/Chị kiểm tra.","title":"Tin từ OCOP","choices":[["p:f9183e16db35","Xem hồ sơ"]]}', 'sent:f9183e16db35:2:3', 'waiting', 1, '', '2022-02-15T02:00:00.000+00:00', '', '', '');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error) VALUES (153, 'telegram', '5000000004', 'notice', '{"text":"Tin vui: xã Định Bình đã nhận hồ sơ “Bánh phồng tôm” của Anh/Chị. Bấm nút dưới đây để xem bước tiếp theo.","title":"Tin từ OCOP","choices":[["p:f9183e16db35","Xem hồ sơ"]]}', 'accepted:f9183e16db35:3', 'waiting', 1, '', '2022-02-15T02:00:00.000+00:00', '', '', '');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error) VALUES (210, 'telegram', '5000000007', 'reply', '{"text":"Chào bà con! Đây là trợ lý OCOP (Mỗi xã một sản phẩm).\n\nTrợ lý giúp Anh/Chị đăng ký sản phẩm với xã ngay trên điện thoại, hỏi từng câu một. Trả lời đến đâu được lưu đến đó, và khi cán bộ xem xong, Anh/Chị được báo tin ngay.\n\nChương trình: OCOP tỉnh Cà Mau năm 2022.","commands":"producer","language":"vi"}', NULL, 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '274', '');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error) VALUES (211, 'telegram', '5000000007', 'reply', '{"text":"Anh/Chị có đồng ý để trợ lý giữ và chuyển hồ sơ đăng ký không?\n\n• Giữ gì: tên, số điện thoại, địa chỉ, những điều Anh/Chị trả lời, ảnh gửi lên.\n• Ai giữ, ai xem: Ủy ban nhân dân xã và các cơ quan phụ trách OCOP.\n• Bao lâu: trong lúc chương trình còn cần hồ sơ; muốn xóa, Anh/Chị báo Ủy ban nhân dân xã.\n\nAnh/Chị có quyền không đồng ý; khi đó mời nộp giấy tại Ủy ban nhân dân xã. Đổi ý lúc nào cũng được: Trợ giúp → Quyền riêng tư.","title":"Câu 1/3 · Giữ và chuyển hồ sơ","menu":2,"choices":[["o:yes","Đồng ý"],["o:no","Không đồng ý"]],"nav":[["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]]}', NULL, 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '275', '');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error) VALUES (212, 'telegram', '5000000008', 'reply', '{"text":"Mã này không đúng, đã dùng rồi, hoặc đã hết hạn. Anh/Chị xin mã mới rồi thử lại nhé.","menu":1,"choices":[["menu","Về trang chính"]]}', NULL, 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '277', '');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error) VALUES (213, 'telegram', '5000000008', 'reply', '{"text":"Mã này không đúng, đã dùng rồi, hoặc đã hết hạn. Anh/Chị xin mã mới rồi thử lại nhé.","menu":2,"choices":[["menu","Về trang chính"]]}', NULL, 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '279', '');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error) VALUES (214, 'telegram', '5000000006', 'reply', '{"text":"Mã này không đúng, đã dùng rồi, hoặc đã hết hạn. Anh/Chị xin mã mới rồi thử lại nhé.","menu":2,"choices":[["menu","Về trang chính"]]}', NULL, 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '281', '');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error) VALUES (215, 'telegram', '5000000006', 'reply', '{"text":"Chào Anh/Chị, cán bộ phụ trách OCOP ở xã Định Bình, thành phố Cà Mau, tỉnh Cà Mau.\n\nBà con gửi đăng ký đến đây. Anh/Chị xem, rồi nhận hoặc trả lại kèm lý do; bà con được báo ngay.","commands":"commune_officer","language":"vi"}', NULL, 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '283', '');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error) VALUES (216, 'telegram', '5000000006', 'reply', '{"text":"Anh/Chị muốn làm gì?","title":"Trang chính","menu":3,"choices":[["queue","Hồ sơ chờ kiểm tra"],["area","Sản phẩm trong địa bàn"],["help","Trợ giúp"],["language","Ngôn ngữ · Language"]]}', NULL, 'sent', 1, '', '2022-02-15T02:00:00.000+00:00', '2022-02-15T02:00:00.000+00:00', '284', '');
INSERT INTO outbox (id, channel, address, lane, payload, key, state, attempts, not_before, created_at, sent_at, message_ref, error) VALUES (217, 'telegram', '5000000009', 'reply', '{"text":"Mã này không đúng, đã dùng rồi, hoặc đã hết hạn. Anh/Chị xin mã mới rồi thử lại nhé.","menu":1,"choices":[["menu","Về trang chính"]]}', NULL, 'sent', 1, '', '2023-03-22T02:00:00.000+00:00', '2023-03-22T02:00:00.000+00:00', '286', '');
INSERT INTO person (id, language, draft_id, menu, choices, created_at) VALUES (1, 'vi', '', 7, '[["p:f9183e16db35","Xem hồ sơ"]]', '2022-02-15T02:00:00.000+00:00');
INSERT INTO person (id, language, draft_id, menu, choices, created_at) VALUES (2, 'vi', '', 78, '[["mine","Sản phẩm của tôi"],["register","Đăng ký thêm sản phẩm"],["menu","Về trang chính"]]', '2022-02-15T02:00:00.000+00:00');
INSERT INTO person (id, language, draft_id, menu, choices, created_at) VALUES (3, 'vi', '', 15, '[["queue","Hồ sơ chờ kiểm tra"],["menu","Về trang chính"]]', '2022-02-15T02:00:00.000+00:00');
INSERT INTO person (id, language, draft_id, menu, choices, created_at) VALUES (4, 'vi', '', 42, '[["p:f9183e16db35","Xem hồ sơ"]]', '2022-02-15T02:00:00.000+00:00');
INSERT INTO person (id, language, draft_id, menu, choices, created_at) VALUES (5, 'vi', '8c0a86abae01', 26, '[["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]]', '2022-02-15T02:00:00.000+00:00');
INSERT INTO person (id, language, draft_id, menu, choices, created_at) VALUES (6, 'vi', 'cc9a01a845a6', 20, '[["o:first","Lần đầu"],["o:upgrade","Xin nâng hạng sao"],["o:reevaluation","Đánh giá lại khi sắp hết hạn"],["n:back","⬅ Quay lại"],["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]]', '2022-02-15T02:00:00.000+00:00');
INSERT INTO person (id, language, draft_id, menu, choices, created_at) VALUES (7, 'vi', '', 0, '[]', '2022-02-15T02:00:00.000+00:00');
INSERT INTO person (id, language, draft_id, menu, choices, created_at) VALUES (8, 'vi', '', 3, '[["queue","Hồ sơ chờ kiểm tra"],["area","Sản phẩm trong địa bàn"],["help","Trợ giúp"],["language","Ngôn ngữ · Language"]]', '2022-02-15T02:00:00.000+00:00');
INSERT INTO person (id, language, draft_id, menu, choices, created_at) VALUES (9, 'vi', 'ab2f3b845430', 2, '[["o:yes","Đồng ý"],["o:no","Không đồng ý"],["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]]', '2022-02-15T02:00:00.000+00:00');
INSERT INTO person (id, language, draft_id, menu, choices, created_at) VALUES (10, 'vi', '', 2, '[["menu","Về trang chính"]]', '2022-02-15T02:00:00.000+00:00');
INSERT INTO person (id, language, draft_id, menu, choices, created_at) VALUES (11, 'vi', '', 1, '[["menu","Về trang chính"]]', '2023-03-22T02:00:00.000+00:00');
INSERT INTO producer (id, person_id, name, name_folded, answers, updated_at) VALUES ('1a49c3fd0890', 4, 'Hộ kinh doanh Ba Khía Năm Căn', 'ho kinh doanh ba khia nam can', '{"producer_name":"Hộ kinh doanh Ba Khía Năm Căn","legal_form":"household","registered":true,"registration_number":"61A8012345","registration_date":"2021-03-15","phone":"+84912345678","email":null,"area":"o32035","address":"Số 25, ấp Cây Trâm"}', '2022-02-15T02:00:00.000+00:00');
INSERT INTO producer (id, person_id, name, name_folded, answers, updated_at) VALUES ('76463fe55396', 2, 'Hộ kinh doanh Ba Khía Năm Căn', 'ho kinh doanh ba khia nam can', '{"producer_name":"Hộ kinh doanh Ba Khía Năm Căn","legal_form":"household","registered":true,"registration_number":"61A8012345","registration_date":"2021-03-15","representative":"Bánh phồng tôm","position":null,"phone":"+84912345678","email":null,"area":"o32035","address":"Số 25, ấp Cây Trâm"}', '2026-11-23T02:00:00.000+00:00');
INSERT INTO product (id, producer_id, person_id, programme, area, name, name_folded, answers, form, form_version, state, revision, marked, reason, sent_on, updated_on) VALUES ('664ef7c2ef9f', '76463fe55396', 2, 'vietnam-2027', 'o32035', 'Bánh phồng tôm', 'banh phong tom', '{"producer_name":"Hộ kinh doanh Ba Khía Năm Căn","legal_form":"household","registered":true,"registration_number":"61A8012345","registration_date":"2021-03-15","representative":"Bánh phồng tôm","position":null,"phone":"+84912345678","email":null,"area":"o32035","address":"Số 25, ấp Cây Trâm","product_name":"Bánh phồng tôm","product_set":"s08","registration_kind":"first","description":"Tôm đất tươi xay với bột năng","packaging":"Tôm đất tươi xay với bột năng","quality":"Tôm đất tươi xay với bột năng","material_origin":"commune","material_share":0,"material_source":null,"local_labour":600,"idea_source":"tradition","identity":null,"market":"commune","customers":"Tôm đất tươi xay với bột năng","volume":{"amount":"600","unit":"kg"},"price":{"dong":600,"per":""},"story":null,"samples":null,"photos":null}', 'filing', 1, 'sent', 1, '[]', '', '2026-11-23', '2026-11-23');
INSERT INTO product (id, producer_id, person_id, programme, area, name, name_folded, answers, form, form_version, state, revision, marked, reason, sent_on, updated_on) VALUES ('74a60e647cdb', '76463fe55396', 2, 'camau-2022', 'o32035', 'Bánh phồng tôm', 'banh phong tom', '{"producer_name":"Hộ kinh doanh Ba Khía Năm Căn","legal_form":"household","registered":true,"registration_number":"61A8012345","registration_date":"2021-03-15","phone":"+84912345678","email":null,"area":"o32035","address":"Số 25, ấp Cây Trâm","product_name":"Bánh phồng tôm","product_set":"s09","registration_kind":"first","description":"Tôm đất tươi xay với bột năng, tráng mỏng, phơi hai nắng","packaging":"Túi hút chân không 500 g","brand":null,"quality":"Đạt 3 sao","material_origin":"commune","material_share":100,"material_source":null,"local_labour":12,"idea_source":"tradition","market":"country","customers":"Khách du lịch và quán ăn","difference":"Tôm trong ngày, không phẩm màu","volume":{"amount":"1500","unit":"kg"},"price":{"dong":90000,"per":"hộp"},"story":null,"novelty":null,"photos":["b1ff9c8ea3a780bad09b346c423d2d0e"]}', 'idea', 1, 'accepted', 2, '[]', '', '2022-02-15', '2022-02-15');
INSERT INTO product (id, producer_id, person_id, programme, area, name, name_folded, answers, form, form_version, state, revision, marked, reason, sent_on, updated_on) VALUES ('f9183e16db35', '1a49c3fd0890', 4, 'camau-2022', 'o32035', 'Bánh phồng tôm', 'banh phong tom', '{"producer_name":"Hộ kinh doanh Ba Khía Năm Căn","legal_form":"household","registered":true,"registration_number":"61A8012345","registration_date":"2021-03-15","phone":"+84912345678","email":null,"area":"o32035","address":"Số 25, ấp Cây Trâm","product_name":"Bánh phồng tôm","product_set":"s09","registration_kind":"first","description":"Tôm đất tươi xay với bột năng, tráng mỏng, phơi hai nắng","packaging":"Túi hút chân không 500 g","brand":null,"quality":"Đạt 3 sao","material_origin":"commune","material_share":100,"material_source":null,"local_labour":12,"idea_source":"tradition","market":"country","customers":"Khách du lịch và quán ăn","difference":"Tôm trong ngày, không phẩm màu","volume":{"amount":"1500","unit":"kg"},"price":{"dong":85000,"per":"hộp 500 g"},"story":null,"novelty":null,"photos":["b1ff9c8ea3a780bad09b346c423d2d0e"]}', 'idea', 1, 'accepted', 4, '[]', '', '2022-02-15', '2022-02-15');
INSERT INTO role (person_id, role, area, programme, granted_at) VALUES (1, 'commune_officer', 'n32248', 'vietnam-2027', '2026-11-23T02:00:00.000+00:00');
INSERT INTO role (person_id, role, area, programme, granted_at) VALUES (1, 'commune_officer', 'o32035', 'camau-2022', '2022-02-15T02:00:00.000+00:00');
INSERT INTO role (person_id, role, area, programme, granted_at) VALUES (3, 'commune_officer', 'o32035', 'camau-2022', '2022-02-15T02:00:00.000+00:00');
INSERT INTO role (person_id, role, area, programme, granted_at) VALUES (8, 'commune_officer', 'o32035', 'camau-2022', '2022-02-15T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (39, 'w909dfba0fef25b3a2289c1bd018f5ce3', 'out', '{"text":"Chào bà con! Đây là trợ lý OCOP (Mỗi xã một sản phẩm).\n\nTrợ lý giúp Anh/Chị đăng ký sản phẩm với xã ngay trên điện thoại, hỏi từng câu một. Trả lời đến đâu được lưu đến đó, và khi cán bộ xem xong, Anh/Chị được báo tin ngay.\n\nChương trình: OCOP tỉnh Cà Mau năm 2022."}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (40, 'w909dfba0fef25b3a2289c1bd018f5ce3', 'out', '{"title":"Trang chính","text":"Anh/Chị muốn làm gì?","choices":[["draft:5ca877a4f4ed","Làm tiếp: Bánh phồng tôm"],["register","Đăng ký ý tưởng sản phẩm"],["mine","Sản phẩm của tôi"],["help","Trợ giúp"],["language","Ngôn ngữ · Language"]],"menu":19}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (41, 'w909dfba0fef25b3a2289c1bd018f5ce3', 'in', '{"update":"message-20","kind":"text","text":"1"}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (42, 'w909dfba0fef25b3a2289c1bd018f5ce3', 'out', '{"title":"Câu 12/29 · Lần đăng ký","text":"Mừng Anh/Chị trở lại. Mình làm tiếp từ chỗ này.\n\nSản phẩm này đăng ký OCOP lần đầu, hay đã có sao rồi?","choices":[["o:first","Lần đầu"],["o:upgrade","Xin nâng hạng sao"],["o:reevaluation","Đánh giá lại khi sắp hết hạn"]],"nav":[["n:back","⬅ Quay lại"],["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]],"menu":20}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (43, 'w909dfba0fef25b3a2289c1bd018f5ce3', 'in', '{"update":"message-21","kind":"text","text":"quay lại"}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (44, 'w909dfba0fef25b3a2289c1bd018f5ce3', 'out', '{"title":"Câu 11/29 · Nhóm sản phẩm","text":"Sản phẩm thuộc nhóm nào? Anh/Chị bấm chọn, hoặc gõ tên bà con hay gọi.\n\nVí dụ: tôm khô\n\nĐang ghi: Chế biến từ thủy, hải sản","choices":[["o:s09","Chế biến từ thủy, hải sản"],["o:groups","Xem tất cả các nhóm"]],"nav":[["n:back","⬅ Quay lại"],["n:keep","Giữ nguyên"],["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]],"menu":21}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (45, 'w909dfba0fef25b3a2289c1bd018f5ce3', 'in', '{"update":"message-22","kind":"text","text":"giữ"}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (46, 'w909dfba0fef25b3a2289c1bd018f5ce3', 'out', '{"title":"Câu 12/29 · Lần đăng ký","text":"Sản phẩm này đăng ký OCOP lần đầu, hay đã có sao rồi?","choices":[["o:first","Lần đầu"],["o:upgrade","Xin nâng hạng sao"],["o:reevaluation","Đánh giá lại khi sắp hết hạn"]],"nav":[["n:back","⬅ Quay lại"],["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]],"menu":22}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (47, 'w909dfba0fef25b3a2289c1bd018f5ce3', 'in', '{"update":"message-23","kind":"text","text":"1"}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (48, 'w909dfba0fef25b3a2289c1bd018f5ce3', 'out', '{"title":"Câu 13/29 · Mô tả sản phẩm","text":"Sản phẩm làm từ gì, làm ra sao, có gì hay? Vài câu là đủ.\n\nVí dụ: Tôm đất tươi luộc với muối, phơi nắng hai ngày, bóc vỏ bằng tay. Tôm đỏ tự nhiên, thịt dai và ngọt, không phẩm màu.","nav":[["n:back","⬅ Quay lại"],["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]],"menu":23}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (49, 'w909dfba0fef25b3a2289c1bd018f5ce3', 'in', '{"update":"message-24","kind":"text","text":"/products"}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (50, 'w909dfba0fef25b3a2289c1bd018f5ce3', 'out', '{"title":"Sản phẩm của tôi","text":"1. Bánh phồng tôm\nTình trạng: chưa gửi\nAnh/Chị gửi cho xã chậm nhất thứ Năm 31/03/2022. Ngày này đã qua.","choices":[["draft:5ca877a4f4ed","Làm tiếp: Bánh phồng tôm"]],"nav":[["menu","Về trang chính"]],"menu":24}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (51, 'w909dfba0fef25b3a2289c1bd018f5ce3', 'in', '{"update":"message-25","kind":"text","text":"/register"}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (52, 'w909dfba0fef25b3a2289c1bd018f5ce3', 'out', '{"text":"Anh/Chị còn phiếu chưa gửi. Làm tiếp, hay đăng ký sản phẩm mới?","choices":[["draft:5ca877a4f4ed","Làm tiếp: Bánh phồng tôm"],["new","Đăng ký sản phẩm mới"]],"menu":25}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (53, 'w909dfba0fef25b3a2289c1bd018f5ce3', 'in', '{"update":"message-26","kind":"press","text":"Đăng ký sản phẩm mới","data":"new","message":52}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (54, 'w909dfba0fef25b3a2289c1bd018f5ce3', 'out', '{"title":"Câu 1/27 · Tên đơn vị","text":"Hộ, hợp tác xã hay công ty nào đứng tên đăng ký?\n\nVí dụ: Hợp tác xã Tôm khô Đất Mũi","nav":[["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]],"menu":26}', '2022-04-16T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (55, 'w6cb00a1cca449fe2d39b2bd0df633e4b', 'in', '{"update":"message-1","kind":"text","text":"mã 0EC7-D1AE-9020"}', '2022-02-15T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (56, 'w6cb00a1cca449fe2d39b2bd0df633e4b', 'out', '{"title":"Câu 11/29 · Nhóm sản phẩm","text":"Xong! Từ giờ Anh/Chị thấy hồ sơ của mình trên máy này.\n\nSản phẩm thuộc nhóm nào? Anh/Chị bấm chọn, hoặc gõ tên bà con hay gọi.\n\nVí dụ: tôm khô","choices":[["o:s09","Chế biến từ thủy, hải sản"],["o:groups","Xem tất cả các nhóm"]],"nav":[["n:back","⬅ Quay lại"],["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]],"menu":19}', '2022-02-15T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (57, 'w6cb00a1cca449fe2d39b2bd0df633e4b', 'in', '{"update":"message-2","kind":"press","text":"Chế biến từ thủy, hải sản","data":"o:s09","message":56}', '2022-02-15T02:00:00.000+00:00');
INSERT INTO web_message (id, address, direction, payload, at) VALUES (58, 'w6cb00a1cca449fe2d39b2bd0df633e4b', 'out', '{"title":"Câu 12/29 · Lần đăng ký","text":"Sản phẩm này đăng ký OCOP lần đầu, hay đã có sao rồi?","choices":[["o:first","Lần đầu"],["o:upgrade","Xin nâng hạng sao"],["o:reevaluation","Đánh giá lại khi sắp hết hạn"]],"nav":[["n:back","⬅ Quay lại"],["n:why","Vì sao hỏi?"],["n:save","Lưu, để sau"]],"menu":20}', '2022-02-15T02:00:00.000+00:00');
