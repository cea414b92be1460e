/* fb-error-words.c
 *
 * Errors in words for users. A GError's own message is for the log: it isn't translated, and may
 * name what only developers know.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-error-words.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "fb-store-error.h"

static const char *
get_io_reason (GIOErrorEnum code)
{
  if (code == G_IO_ERROR_NO_SPACE)
    return _ ("The disk is full.");
  if (code == G_IO_ERROR_PERMISSION_DENIED)
    return _ ("You don’t have permission to write there.");
  if (code == G_IO_ERROR_READ_ONLY)
    return _ ("The disk can’t be written to.");
  if (code == G_IO_ERROR_NOT_FOUND || code == G_IO_ERROR_NOT_DIRECTORY)
    return _ ("The folder doesn’t exist.");
  if (code == G_IO_ERROR_IS_DIRECTORY)
    return _ ("There is a folder of that name.");
  return _ ("The system reported an error.");
}

static const char *
get_store_reason (FbStoreError code)
{
  switch (code)
    {
    case FB_STORE_ERROR_NO_SPACE:
      return _ ("The disk is full.");
    case FB_STORE_ERROR_PERMISSION_DENIED:
      return _ ("Faxbell doesn’t have permission to use its folder.");
    case FB_STORE_ERROR_READ_ONLY:
      return _ ("The disk can’t be written to.");
    case FB_STORE_ERROR_CORRUPT:
      return _ ("The list of faxes is damaged.");
    case FB_STORE_ERROR_TOO_NEW:
      return _ ("The faxes are from a newer Faxbell.");
    case FB_STORE_ERROR_NOT_A_FOLDER:
      return _ ("A folder was replaced by a link or a file.");
    case FB_STORE_ERROR_CLOSED:
    case FB_STORE_ERROR_IN_USE:
      return _ ("The faxes aren’t open.");
    case FB_STORE_ERROR_FAILED:
    default:
      return _ ("The system reported an error.");
    }
}

/**
 * fb_error_get_reason:
 * @error: an error of the store, or of GIO
 *
 * Returns: (transfer none): why it failed, as a whole sentence; a general one for what users can't
 *   know more about
 */
const char *
fb_error_get_reason (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == FB_STORE_ERROR)
    return get_store_reason ((FbStoreError) error->code);
  if (error->domain == G_IO_ERROR)
    return get_io_reason ((GIOErrorEnum) error->code);
  return _ ("The system reported an error.");
}

/**
 * fb_error_dup_message:
 * @what: what failed, as a whole sentence, translated
 * @error: why
 *
 * Also logs the error's domain and code. Its message may name a file, and with it a number.
 *
 * Returns: (transfer full): what failed, and why
 */
char *
fb_error_dup_message (const char *what, const GError *error)
{
  g_return_val_if_fail (what != NULL, NULL);
  g_return_val_if_fail (error != NULL, NULL);

  g_message ("What a user asked for failed: %s, %d", g_quark_to_string (error->domain),
             error->code);
  return fb_join_sentences (what, fb_error_get_reason (error));
}

/**
 * fb_join_sentences:
 * @first: a whole sentence, translated
 * @second: another one
 *
 * Returns: (transfer full): both, in the way of the user's language
 */
char *
fb_join_sentences (const char *first, const char *second)
{
  g_return_val_if_fail (first != NULL, NULL);
  g_return_val_if_fail (second != NULL, NULL);

  /* Translators: two whole sentences, one after the other */
  return g_strdup_printf (_ ("%s %s"), first, second);
}
