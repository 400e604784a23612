/* log-lines.h
 * Diagnostic log entries in every known form, for the unit tests.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_TESTS_LOG_LINES_H
#define EXPRESSWAY_TESTS_LOG_LINES_H

#define LOG_X7                                                                                               \
    "2012-12-11T03:06:53+00:00 cisco tvcs: UTCTime=\"2012-12-11 03:06:53,142\" Module=\"network.sip\" "      \
    "Level=\"DEBUG\":  Src-ip=\"90.214.3.75\"  Src-port=\"64981\"\n"

#define LOG_X8_RECEIVED                                                                                      \
    "2016-04-19T17:09:13+10:00 expc tvcs: UTCTime=\"2016-04-19 07:09:13,973\" Module=\"network.sip\" "       \
    "Level=\"DEBUG\":  Action=\"Received\"  Local-ip=\"10.0.30.2\"  Local-port=\"27901\"  "                  \
    "Src-ip=\"64.100.0.10\"  Src-port=\"7003\"  Msg-Hash=\"123456789123456789\"\n"

#define LOG_X8_SENT                                                                                          \
    "2016-04-19T17:09:13+10:00 expc tvcs: UTCTime=\"2016-04-19 07:09:13,982\" Module=\"network.sip\" "       \
    "Level=\"INFO\":  Action=\"Sent\"  Local-ip=\"10.0.30.2\"  Local-port=\"27901\"  "                       \
    "Dst-ip=\"64.100.0.10\"  Dst-port=\"7003\"   Detail=\"Sending Response Code=408, Method=SERVICE, "       \
    "CSeq=4616, To=sip:serviceserver@cucm02.example.local, Call-ID=abcd12345678@127.0.0.1, "                 \
    "From-Tag=0987654321aaaa, To-Tag=0987654321bbbb, Msg-Hash=987654321987654321\"\n"

#define LOG_X9_TCP                                                                                           \
    "2018-01-01T12:56:43.846-05:00 expe tvcs: UTCTime=\"2018-01-01 17:56:43,846\" Module=\"network.tcp\" "   \
    "Level=\"ERROR\": Src-ip=\"10.0.30.2\" Src-port=\"27921\" Dst-ip=\"64.100.0.10\" Dst-port=\"4401\" "     \
    "Detail=\"TCP Connection Failed\"\n"

#define LOG_EVENT_TLS                                                                                        \
    "2017-09-20T10:49:18.724-04:00 amer-expressway01 tvcs: Event=\" Inbound TLS Negotiation Error \" "       \
    "Service=\"SIP\" Src-ip=\"146.20.193.73\" Src-port=\"58531\" Dst-ip=\"172.16.2.2\" "                     \
    "Dst-port=\" 5062 \" Detail=\" self signed certificate in certificate chain \" Protocol=\"TLS\" "        \
    "Level=\"1\" UTCTime=\"2017-09-20 14:49:18,724\"\n"

#define LOG_WEB                                                                                              \
    "2018-07-09T14:09:10.773+02:00 vcsc httpd[8724]: web: Event=\"System Configuration Changed\" "           \
    "Detail=\"commands/cmsadd/uuid - created with value: 'd86cf754'\" Src-ip=\"192.168.1.5\" "               \
    "Src-port=\"51223\" User=\"admin\" Level=\"1\" UTCTime=\"2018-07-09 12:09:10\"\n"

#define LOG_SYSLOG                                                                                           \
    "<166>2020-11-18T19:55:58Z expc tvcs: tvcs: UTCTime=\"2020-11-18 19:55:58,980\" Module=\"network.sip\" " \
    "Level=\"INFO\":  Action=\"Received\" Local-ip=\"10.101.34.204\" Local-port=\"26999\" "                  \
    "Src-ip=\"10.109.41.206\" Src-port=\"5060\" Detail=\"Receive Response Code=100, Method=REGISTER, "       \
    "Msg-Hash=12083697096016829312, Local-SessionID=, Remote-SessionID=\"\n"

#define LOG_NO_PROCESS                                                                                       \
    "2014-09-25T13:46:20-04:00 EXPRWY-C UTCTime=\"2014-09-25 17:46:20,92\" "                                 \
    "Module=\"developer.edgeconfigprovisioning.server\" Level=\"DEBUG\" "                                    \
    "CodeLocation=\"edgeprotocol(1018)\" "                                                                   \
    "Detail=\"Failed to authenticate user against server\" Server=\"('https', '10.1.97.131', 8443) \"\n"

#define LOG_TRAFFIC                                                                                          \
    "2014-05-21T14:31:18+00:00 expe traffic_server[15550]: Module=\"network.http.trafficserver\" "           \
    "Level=\"DEBUG\": Detail=\"Sending Response\" Txn-id=\"2\" Dst-ip=\"10.48.79.80\" Dst-port=\"50314\"\n"

#define LOG_JABBERD                                                                                          \
    "2014-03-25T18:19:45+01:00 xwayc XCP_JABBERD[23843]: UTCTime=\"2014-03-25 17:19:45,843\" "               \
    "ThreadID= \"139747212576512\" Module=\"Jabber\" Level=\"INFO \" CodeLocation=\"mio.c:1109\" "           \
    "Detail=\"Connecting on fd 28 to host '10.48.36.171', port 7400\"\n"

#define LOG_DEVELOPER                                                                                        \
    "2018-01-01T12:56:43.846-05:00 expe tvcs: UTCTime=\"2018-01-01 17:56:43,846\" "                          \
    "Module=\"developer.sip.leg\" Level=\"INFO\" CodeLocation=\"ppcmains/sip/sipproxy/SipProxyLeg.cpp(1)\" " \
    "Method=\"SipProxyLeg::setNextHopAddr\" Thread=\"0x7f1\":  this=\"0xc7\" setNextHopAddr: "               \
    "address=\"10.81.54.102:25017/TLS\" zone=\"UC_Traversal\" Method=\"none\" isNatted=\"true\" (done)\n"

/* Its last line looks like SIP, but is not a message on the wire. */
#define LOG_DRAFT                                                                                            \
    "2018-01-01T12:56:43.846-05:00 expe tvcs: UTCTime=\"2018-01-01 17:56:43,846\" "                          \
    "Module=\"developer.sip.leg\" Level=\"INFO\" Method=\"SipProxyLeg::send\" Thread=\"0x7f1\":  INVITE "    \
    "sip:1004@example.com SIP/2.0\n"                                                                         \
    " Via: SIP/2.0/TLS 10.122.73.183:47177\n"                                                                \
    " Authorization: Digest nonce=\"n1\"\n"                                                                  \
    " \n"

#define LOG_MESSAGE_LINES                                                                                    \
    " SIPMSG:\n"                                                                                             \
    " |SIP/2.0 100 Trying\n"                                                                                 \
    " Via: SIP/2.0/TLS 10.122.73.183:47177;branch=z9hG4bK1\n"                                                \
    "  ;received=10.122.73.183\n"                                                                            \
    " Content-Length: 0\n"                                                                                   \
    " \n"                                                                                                    \
    " |\n"

#endif
