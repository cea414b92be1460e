/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-database.h"

G_BEGIN_DECLS

/* The fax's own time, as fb_fax_get_time() has it, and to the letter as the index fax_by_time has
 * it (see migrations/2.sql). */
#define FB_FAX_TIME_SQL                                                                            \
  "CASE WHEN created_at BETWEEN 1 AND received_at THEN created_at ELSE received_at END"

/* The columns that schema 3 has brought, of a row of an older one. Occasions are of `FbAlertKind`:
 * what was alerted of has to be dealt with, but for a fax that was delivered, and what is read
 * counts as dealt with. It waited since the fax's own time, or since it turned out not to be sent.
 */
#define FB_OLDER_FAX_IS_OPEN "(NOT is_read AND occasion NOT IN (0, 3))"
#define FB_OLDER_FAX_OPENED_AT                                                                     \
  "CASE WHEN occasion IN (0, 3) THEN 0 "                                                           \
  "WHEN occasion = 4 THEN max (resolved_at, " FB_FAX_TIME_SQL ") ELSE " FB_FAX_TIME_SQL " END"
#define FB_OLDER_FAX_HAS_DOCUMENT                                                                  \
  "EXISTS (SELECT 1 FROM attachment WHERE fax_id = fax.id "                                        \
  "AND media_type IN ('application/pdf', 'image/tiff'))"

/* Whether Documo has to be asked for a fax's document, as fb_event_has_document_at_documo() says,
 * and nothing of it is here. */
#define FB_FAX_LACKS_DOCUMENT                                                                      \
  "(kind = 0 AND NOT is_file_purged AND (status IN (4, 5, 6) OR (status = 0 AND resolved_at <> "   \
  "0)) "                                                                                           \
  "AND (status = 4 OR pages_complete > 0 OR direction = 2) "                                       \
  "AND NOT EXISTS (SELECT 1 FROM attachment WHERE fax_id = fax.id))"

/* The column that schema 4 has brought, of a row of an older one: nobody had a key then. */
#define FB_OLDER_FAX_FETCH_STATE "CASE WHEN " FB_FAX_LACKS_DOCUMENT " THEN 2 ELSE 0 END"

gboolean fb_older_faxes_fill_desk (FbDatabase *database, GError **error);
gboolean fb_older_faxes_fill_fetch (FbDatabase *database, GError **error);

G_END_DECLS
