DO $$
DECLARE
    one text;
BEGIN
    FOREACH one IN ARRAY ARRAY['audit_row', 'repair_audit', 'remove_sample', 'remove_sample_organizing']
    LOOP
        EXECUTE regexp_replace(pg_get_functiondef(one::regproc), '\n[^\n]*attachment[^\n]*', '', 'g');
    END LOOP;
END
$$;
DROP FUNCTION attachment_arrived(text[]);
DROP FUNCTION document_contents();
DROP FUNCTION attachment_open(uuid, text);
DROP TABLE document_check;
DROP TABLE attachment_look;
DROP TABLE attachment;
DROP TABLE document_settings;
DROP FUNCTION attachment_may_write(text, boolean);
DROP FUNCTION attachment_may_read(text, boolean);
DROP FUNCTION attachment_private_whole();
DROP FUNCTION attachment_stays();
DROP FUNCTION attachment_followed();
DROP FUNCTION attachment_follows();
