/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbReceiverLimits:
 * @document_bytes: one document, decoded
 * @json_bytes: the event's JSON
 * @body_bytes: a whole request body, documents, JSON and everything between them
 * @part_header_bytes: the headers of one part of a form
 * @parts: parts of a form
 * @header_ms: from accepting a connection to the end of the request's headers
 * @stall_ms: how long a body may make no progress
 * @total_ms: from accepting a connection to its end
 * @linger_ms: how long a refused client may take to read the response
 * @stop_ms: how long stopping waits for requests under way
 * @connections: connections that are served: whose password is being verified, or was right
 * @connections_per_address: those of one address, unless that is a proxy's or a tunnel's
 * @waiting_connections: connections that have not shown a right password; at the limit the one that
 *   has waited longest is closed
 * @waiting_connections_per_address: those of one address, unless that is a proxy's or a tunnel's
 * @requests: requests whose bodies are being received or kept
 * @failed_logins: logins from one address that may fail in a minute
 * @failed_logins_in_all: logins that may fail in a minute
 *
 * Sizes in bytes, times in milliseconds, and numbers that the receiver accepts. Plain values.
 */
typedef struct
{
  guint64 document_bytes;
  guint64 json_bytes;
  guint64 body_bytes;
  gsize part_header_bytes;
  guint parts;
  guint header_ms;
  guint stall_ms;
  guint total_ms;
  guint linger_ms;
  guint stop_ms;
  guint connections;
  guint connections_per_address;
  guint waiting_connections;
  guint waiting_connections_per_address;
  guint requests;
  guint failed_logins;
  guint failed_logins_in_all;
} FbReceiverLimits;

/* clang-format off */
#define FB_RECEIVER_LIMITS_DEFAULT                      \
  {                                                     \
    .document_bytes = 100 * G_GUINT64_CONSTANT (1048576), \
    .json_bytes = 1048576,                              \
    .body_bytes = 256 * G_GUINT64_CONSTANT (1048576),   \
    .part_header_bytes = 16384,                         \
    .parts = 100,                                       \
    .header_ms = 10000,                                 \
    .stall_ms = 30000,                                  \
    .total_ms = 600000,                                 \
    .linger_ms = 2000,                                  \
    .stop_ms = 10000,                                   \
    .connections = 256,                                 \
    .connections_per_address = 64,                      \
    .waiting_connections = 2048,                        \
    .waiting_connections_per_address = 1024,            \
    .requests = 128,                                    \
    .failed_logins = 10,                                \
    .failed_logins_in_all = 120,                        \
  }
/* clang-format on */

G_END_DECLS
