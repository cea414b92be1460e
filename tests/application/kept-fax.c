/* kept-fax.c
 *
 * What the store has kept of a fax, read when the application has ended.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "kept-fax.h"

#include "store-fixture.h"

/**
 * kept_fax_find:
 * @faxbell: the application, not running
 * @message_id: names a fax
 *
 * Returns: (transfer full): the fax, as it was kept
 */
FbFax *
kept_fax_find (RunningFaxbell *faxbell, const char *message_id)
{
  StoreFixture fixture = { .folder = running_faxbell_dup_folder (faxbell) };
  g_autoptr (GError) error = NULL;

  fixture.store = fb_store_new (fixture.folder);
  store_fixture_open (fixture.store, &error);
  g_assert_no_error (error);
  FbFax *fax = store_fixture_find (&fixture, message_id);
  g_assert_nonnull (fax);
  store_fixture_close (fixture.store);
  g_object_unref (fixture.store);
  g_free (fixture.folder);
  return fax;
}
