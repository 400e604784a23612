/* traversal-sip.h
 * SIP between Expressway-C and Expressway-E as it is seen on the wire, for the tests that read it.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_TESTS_TRAVERSAL_SIP_H
#define EXPRESSWAY_TESTS_TRAVERSAL_SIP_H

#define SERVICE_BODY                                                                                         \
    "--boundary-6j7z\r\n"                                                                                    \
    "Content-Type: application/text\r\n"                                                                     \
    "\r\n"                                                                                                   \
    "<?xml version=\"1.0\"?><methodCall><params><username>john.smith</username></params></methodCall>\r\n"   \
    "--boundary-6j7z--\r\n"

/* E to C: the request whose first Route is judged. */
#define SERVICE_REQUEST                                                                                      \
    "SERVICE sip:serviceserver@cucm02.example.local SIP/2.0\r\n"                                             \
    "Via: SIP/2.0/TLS 64.100.0.10:7003;egress-zone=UCTraversal;branch=z9hG4bK7b1f46a3.1"                     \
    ";proxy-call-id=c2d10f7e-6b0f-4d55-8f6a-1f0b6a1a9e42;rport\r\n"                                          \
    "Via: SIP/2.0/TCP 127.0.0.1:5060;branch=z9hG4bK7b1f46a3.10;received=127.0.0.1;rport=25063"               \
    ";ingress-zone=DefaultZone\r\n"                                                                          \
    "Call-ID: abcd12345678@127.0.0.1\r\n"                                                                    \
    "CSeq: 4616 SERVICE\r\n"                                                                                 \
    "Contact: <sip:serviceproxy@cucm02.example.local>\r\n"                                                   \
    "From: <sip:serviceproxy@cucm02.example.local>;tag=0987654321aaaa\r\n"                                   \
    "To: <sip:serviceserver@cucm02.example.local>\r\n"                                                       \
    "Max-Forwards: 15\r\n"                                                                                   \
    "Route: <sip:64.100.0.10:4401;transport=tls;apparent;ds;lr>\r\n"                                         \
    "Route: <sip:127.0.0.1:22210;transport=tcp;vcs-cate;lr>\r\n"                                             \
    "User-Agent: TANDBERG/4132 (X8.7.2)\r\n"                                                                 \
    "Date: Tue, 19 Apr 2016 07:09:13 GMT\r\n"                                                                \
    "Event: service\r\n"                                                                                     \
    "P-Asserted-Identity: <sip:serviceproxy@cucm02.example.local>\r\n"                                       \
    "X-TAATag: e90b4983919b1f7a46d38f835\r\n"                                                                \
    "Identity: \"7ioJ9gpsS5ob2TUAttNxBGYRWDbnRuf5skrkxP+B14ngRvjkIWIu7A==\"\r\n"                             \
    "Content-Type: multipart/mixed;boundary=boundary-6j7z\r\n"                                               \
    "Content-Length: 166\r\n"                                                                                \
    "\r\n" SERVICE_BODY

/* C to E: the answer to it. */
#define SERVICE_TIMEOUT                                                                                      \
    "SIP/2.0 408 Request Timeout\r\n"                                                                        \
    "Via: SIP/2.0/TLS 64.100.0.10:7003;egress-zone=UCTraversal;branch=z9hG4bK7b1f46a3.1"                     \
    ";proxy-call-id=c2d10f7e-6b0f-4d55-8f6a-1f0b6a1a9e42;received=64.100.0.10;rport=7003"                    \
    ";ingress-zone=UCTraversal;ingress-zone-id=4\r\n"                                                        \
    "Via: SIP/2.0/TCP 127.0.0.1:5060;branch=z9hG4bK7b1f46a3.10;received=127.0.0.1;rport=25063"               \
    ";ingress-zone=DefaultZone\r\n"                                                                          \
    "Call-ID: abcd12345678@127.0.0.1\r\n"                                                                    \
    "CSeq: 4616 SERVICE\r\n"                                                                                 \
    "From: <sip:serviceproxy@cucm02.example.local>;tag=0987654321aaaa\r\n"                                   \
    "To: <sip:serviceserver@cucm02.example.local>;tag=0987654321bbbb\r\n"                                    \
    "Server: TANDBERG/4132 (X8.7.2)\r\n"                                                                     \
    "Warning: 399 10.0.30.2:5061 \"Request Timeout\"\r\n"                                                    \
    "Content-Length: 0\r\n"                                                                                  \
    "\r\n"

/* C to E: the keep-alive, with the digest of the traversal zone. */
#define OPTIONS_REQUEST                                                                                      \
    "OPTIONS sip:64.100.0.10:7003;transport=tls SIP/2.0\r\n"                                                 \
    "Via: SIP/2.0/TLS 10.0.30.2:5061;egress-zone=UCTraversal;branch=z9hG4bK0a1b2c3d.1"                       \
    ";proxy-call-id=5f7c1c0e-2a6b-4a4e-9d0e-8c6f5a2b7d10;rport\r\n"                                          \
    "Call-ID: b9ac5d4d3ef5d0d8@10.0.30.2\r\n"                                                                \
    "CSeq: 38570 OPTIONS\r\n"                                                                                \
    "From: <sip:10.0.30.2>;tag=60b0ff6d3a78ca1d\r\n"                                                         \
    "To: <sip:64.100.0.10:7003>\r\n"                                                                         \
    "Max-Forwards: 0\r\n"                                                                                    \
    "User-Agent: TANDBERG/4132 (X8.7.2)\r\n"                                                                 \
    "Authorization: Digest nonce=\"3b6f0c5e\", realm=\"TraversalZone\", algorithm=MD5, "                     \
    "username=\"traversal\"\r\n"                                                                             \
    "Content-Type: text/xml\r\n"                                                                             \
    "Content-Length: 43\r\n"                                                                                 \
    "\r\n"                                                                                                   \
    "<resourceusageinfo>...</resourceusageinfo>\n"

/* E to C: the answer to it; received and rport are where E saw C's packets come from. */
#define OPTIONS_OK                                                                                           \
    "SIP/2.0 200 OK\r\n"                                                                                     \
    "Via: SIP/2.0/TLS 10.0.30.2:5061;egress-zone=UCTraversal;branch=z9hG4bK0a1b2c3d.1"                       \
    ";proxy-call-id=5f7c1c0e-2a6b-4a4e-9d0e-8c6f5a2b7d10;received=64.100.0.10;rport=4401"                    \
    ";ingress-zone=UCTraversal\r\n"                                                                          \
    "Call-ID: b9ac5d4d3ef5d0d8@10.0.30.2\r\n"                                                                \
    "CSeq: 38570 OPTIONS\r\n"                                                                                \
    "From: <sip:10.0.30.2>;tag=60b0ff6d3a78ca1d\r\n"                                                         \
    "To: <sip:64.100.0.10:7003>;tag=3e0a1b\r\n"                                                              \
    "Server: TANDBERG/4132 (X8.7.2)\r\n"                                                                     \
    "Content-Length: 0\r\n"                                                                                  \
    "\r\n"

/* E to C: a phone's REGISTER that E forwards. Its Route names C's true address, and is not a fault. */
#define REGISTER_REQUEST                                                                                     \
    "REGISTER sip:cucm02.example.local SIP/2.0\r\n"                                                          \
    "Via: SIP/2.0/TLS 64.100.0.10:7003;egress-zone=UCTraversal;branch=z9hG4bK2e6b9d0c.1;rport\r\n"           \
    "Via: SIP/2.0/TLS 203.0.113.50:50123;branch=z9hG4bK00004823;received=203.0.113.50;rport=50123"           \
    ";ingress-zone=CollaborationEdgeZone\r\n"                                                                \
    "Call-ID: 00059a3c-7a00@203.0.113.50\r\n"                                                                \
    "CSeq: 101 REGISTER\r\n"                                                                                 \
    "From: <sip:john.smith@cucm02.example.local>;tag=00059a3c7a00\r\n"                                       \
    "To: <sip:john.smith@cucm02.example.local>\r\n"                                                          \
    "Max-Forwards: 69\r\n"                                                                                   \
    "Route: <sip:10.0.30.2:5061;transport=tls;zone-id=4;directed;lr>\r\n"                                    \
    "Contact: <sip:john.smith@203.0.113.50:50123;transport=tls>;expires=3600\r\n"                            \
    "User-Agent: Cisco-CSF/11.6.0\r\n"                                                                       \
    "Content-Length: 0\r\n"                                                                                  \
    "\r\n"

#endif
