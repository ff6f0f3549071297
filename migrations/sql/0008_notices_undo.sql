DROP TABLE notice_delivery;
DROP TABLE notice;
DROP TABLE notice_channel;
