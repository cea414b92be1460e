/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbStoreError:
 * @FB_STORE_ERROR_FAILED: it can't be kept now; trying again later may help
 * @FB_STORE_ERROR_IN_USE: another Faxbell keeps its faxes in this folder
 * @FB_STORE_ERROR_TOO_NEW: the database was made by a newer version
 * @FB_STORE_ERROR_CORRUPT: the database is damaged
 * @FB_STORE_ERROR_CLOSED: the store is not open
 * @FB_STORE_ERROR_NO_SPACE: the disk is full, or nearly so
 * @FB_STORE_ERROR_PERMISSION_DENIED: the system doesn't let it use the data folder
 * @FB_STORE_ERROR_READ_ONLY: the disk is mounted read-only
 * @FB_STORE_ERROR_NOT_A_FOLDER: a link or a file is where a folder should be, whose name
 *   fb_store_error_get_folder() tells
 */
typedef enum
{
  FB_STORE_ERROR_FAILED,
  FB_STORE_ERROR_IN_USE,
  FB_STORE_ERROR_TOO_NEW,
  FB_STORE_ERROR_CORRUPT,
  FB_STORE_ERROR_CLOSED,
  FB_STORE_ERROR_NO_SPACE,
  FB_STORE_ERROR_PERMISSION_DENIED,
  FB_STORE_ERROR_READ_ONLY,
  FB_STORE_ERROR_NOT_A_FOLDER,
} FbStoreError;

#define FB_STORE_ERROR (fb_store_error_quark ())
GQuark fb_store_error_quark (void);

gboolean fb_store_fail (int saved_errno, const char *what, GError **error);
gboolean fb_store_fail_folder (const char *folder, GError **error);
const char *fb_store_error_get_folder (const GError *error);

G_END_DECLS
