/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax.h"

G_BEGIN_DECLS

/**
 * FbFaxCursor:
 *
 * Walks through all faxes of a data folder, newest first, on a read-only connection of its own and
 * in one snapshot: also of another process's store. It blocks, so it is for worker threads and the
 * command line.
 */
typedef struct _FbFaxCursor FbFaxCursor;

FbFaxCursor *fb_fax_cursor_new (const char *folder, GError **error);
void fb_fax_cursor_free (FbFaxCursor *cursor);
guint fb_fax_cursor_get_n_faxes (FbFaxCursor *cursor);
FbFax *fb_fax_cursor_next (FbFaxCursor *cursor, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbFaxCursor, fb_fax_cursor_free)

G_END_DECLS
