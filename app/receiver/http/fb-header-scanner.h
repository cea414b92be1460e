/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbHeaderScanner:
 *
 * Checks the request line and the headers of one request while they are received. For one thread.
 */
typedef struct _FbHeaderScanner FbHeaderScanner;

FbHeaderScanner *fb_header_scanner_new (gsize max_bytes);
FbHeaderScanner *fb_header_scanner_ref (FbHeaderScanner *scanner);
void fb_header_scanner_unref (FbHeaderScanner *scanner);

gsize fb_header_scanner_feed (FbHeaderScanner *scanner, const guint8 *data, gsize length);
gboolean fb_header_scanner_is_done (const FbHeaderScanner *scanner);
gboolean fb_header_scanner_is_malformed (const FbHeaderScanner *scanner);
gboolean fb_header_scanner_is_too_large (const FbHeaderScanner *scanner);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbHeaderScanner, fb_header_scanner_unref)

G_END_DECLS
