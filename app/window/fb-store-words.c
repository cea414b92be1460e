/* fb-store-words.c
 *
 * Why the store can't be opened, and what to do about it, in plain words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-store-words.h"

#include <glib/gi18n.h>

#include "fb-store-error.h"

/**
 * fb_store_problem_get_title:
 * @problem: why the store could not be opened
 *
 * Returns: (transfer none): what is wrong, as a title
 */
const char *
fb_store_problem_get_title (const GError *problem)
{
  if (g_error_matches (problem, FB_STORE_ERROR, FB_STORE_ERROR_IN_USE))
    return _ ("Faxbell Is Already Running");
  if (g_error_matches (problem, FB_STORE_ERROR, FB_STORE_ERROR_TOO_NEW))
    return _ ("The Faxes Are From a Newer Faxbell");
  if (g_error_matches (problem, FB_STORE_ERROR, FB_STORE_ERROR_CORRUPT))
    return _ ("The List of Faxes Is Damaged");
  if (g_error_matches (problem, FB_STORE_ERROR, FB_STORE_ERROR_NO_SPACE))
    return _ ("The Disk Is Full");
  if (g_error_matches (problem, FB_STORE_ERROR, FB_STORE_ERROR_READ_ONLY))
    return _ ("The Disk Is Read-Only");
  return _ ("The Faxes Can’t Be Opened");
}

/**
 * fb_store_problem_dup_advice:
 * @problem: why the store could not be opened
 * @folder: the data folder
 *
 * Returns: (transfer full): what it means and what to do about it, as plain text
 */
char *
fb_store_problem_dup_advice (const GError *problem, const char *folder)
{
  if (g_error_matches (problem, FB_STORE_ERROR, FB_STORE_ERROR_IN_USE))
    return g_strdup_printf (
      _ ("Another Faxbell keeps its faxes in %s, perhaps in another session. Quit it, then start "
         "this one again."),
      folder);
  if (g_error_matches (problem, FB_STORE_ERROR, FB_STORE_ERROR_TOO_NEW))
    return g_strdup (_ ("This version can’t read them, and leaves them alone. Update Faxbell."));
  if (g_error_matches (problem, FB_STORE_ERROR, FB_STORE_ERROR_CORRUPT))
    return g_strdup_printf (
      _ ("Nothing was changed. The documents are in %s. Copy that folder to a safe place before "
         "anything else, then bring back a backup of it."),
      folder);
  if (g_error_matches (problem, FB_STORE_ERROR, FB_STORE_ERROR_NO_SPACE))
    return g_strdup (_ (
      "Free up disk space to receive faxes again. Until then Documo tries again for about a day."));
  if (g_error_matches (problem, FB_STORE_ERROR, FB_STORE_ERROR_NOT_A_FOLDER))
    return g_strdup_printf (
      _ ("“%s” in %s must be a folder, but is a link or a file. Put the folder itself there. Until "
         "then no faxes are received; Documo tries again for about a day."),
      fb_store_error_get_folder (problem), folder);
  if (g_error_matches (problem, FB_STORE_ERROR, FB_STORE_ERROR_PERMISSION_DENIED))
    return g_strdup_printf (
      _ ("Faxbell doesn’t have permission to use its folder %s. Allow it to read and write there. "
         "Until then no faxes are received; Documo tries again for about a day."),
      folder);
  if (g_error_matches (problem, FB_STORE_ERROR, FB_STORE_ERROR_READ_ONLY))
    return g_strdup_printf (
      _ ("Faxbell can’t write to its folder %s. Until it can, no faxes are received; Documo tries "
         "again for about a day."),
      folder);
  return g_strdup_printf (
    _ ("Faxbell can’t use its folder %s. It tries again by itself. Until that works, no faxes are "
       "received; Documo tries again for about a day."),
    folder);
}
