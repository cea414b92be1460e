/* fb-store-error.c
 *
 * What can go wrong in keeping, and how the system's errors are told in those terms.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-store-error.h"

#include <errno.h>

typedef struct
{
  char *folder;
} FbStoreErrorPrivate;

static void
fb_store_error_private_init (FbStoreErrorPrivate *private)
{
}

static void
fb_store_error_private_copy (const FbStoreErrorPrivate *source, FbStoreErrorPrivate *target)
{
  /* GLib hands over its own pointers, which the compiler can't know. */
  g_assert (source != NULL && target != NULL);
  target->folder = g_strdup (source->folder);
}

static void
fb_store_error_private_clear (FbStoreErrorPrivate *private)
{
  g_assert (private != NULL);
  g_free (private->folder);
}

/* GLib's macro finds the fields by their offset from the error, which it aligns; clang can't see
 * that. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (FbStoreError, fb_store_error)
#pragma GCC diagnostic pop

static FbStoreError
get_code (int saved_errno)
{
  switch (saved_errno)
    {
    case ENOSPC:
    case EDQUOT:
      return FB_STORE_ERROR_NO_SPACE;
    case EACCES:
    case EPERM:
      return FB_STORE_ERROR_PERMISSION_DENIED;
    case EROFS:
      return FB_STORE_ERROR_READ_ONLY;
    default:
      return FB_STORE_ERROR_FAILED;
    }
}

/**
 * fb_store_fail:
 * @saved_errno: the system's error number
 * @what: what could not be done, as "write a document"; never a name or a path
 * @error: (optional): return location for an error
 *
 * Returns: %FALSE, always
 */
gboolean
fb_store_fail (int saved_errno, const char *what, GError **error)
{
  g_set_error (error, FB_STORE_ERROR, (int) get_code (saved_errno), "Cannot %s: %s", what,
               g_strerror (saved_errno));
  return FALSE;
}

/**
 * fb_store_fail_folder:
 * @folder: a folder's name, which isn't one of a document
 * @error: (optional): where to say that a link or a file is in its place
 *
 * Returns: %FALSE, always
 */
gboolean
fb_store_fail_folder (const char *folder, GError **error)
{
  g_return_val_if_fail (folder != NULL, FALSE);

  GError *local_error = g_error_new (FB_STORE_ERROR, FB_STORE_ERROR_NOT_A_FOLDER,
                                     "The folder “%s” is a link or a file", folder);

  FbStoreErrorPrivate *private = fb_store_error_get_private (local_error);
  g_assert (private != NULL);
  private->folder = g_strdup (folder);
  g_propagate_error (error, local_error);
  return FALSE;
}

/**
 * fb_store_error_get_folder:
 * @error: %FB_STORE_ERROR_NOT_A_FOLDER
 *
 * Returns: (transfer none) (nullable): the name of the folder in whose place there is something
 * else
 */
const char *
fb_store_error_get_folder (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == FB_STORE_ERROR, NULL);

  const FbStoreErrorPrivate *private = fb_store_error_get_private (error);
  g_assert (private != NULL);
  return private->folder;
}
