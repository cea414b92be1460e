/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-fax.h"

G_BEGIN_DECLS

/**
 * FbFaxFormat:
 * @FB_FAX_FORMAT_JSON: an array of objects with Documo's names as keys
 * @FB_FAX_FORMAT_CSV: RFC 4180, a header line with the same names
 */
typedef enum
{
  FB_FAX_FORMAT_JSON,
  FB_FAX_FORMAT_CSV,
} FbFaxFormat;

FbFaxFormat fb_fax_format_for_name (const char *file_name);

/**
 * FbFaxWriter:
 *
 * Writes faxes to a stream, one by one, in flat memory. It blocks.
 */
typedef struct _FbFaxWriter FbFaxWriter;

FbFaxWriter *fb_fax_writer_new (GOutputStream *stream, FbFaxFormat format);
void fb_fax_writer_free (FbFaxWriter *writer);
gboolean
fb_fax_writer_write (FbFaxWriter *writer, FbFax *fax, GCancellable *cancellable, GError **error);
gboolean fb_fax_writer_finish (FbFaxWriter *writer, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbFaxWriter, fb_fax_writer_free)

G_END_DECLS
