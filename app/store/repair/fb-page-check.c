/* fb-page-check.c
 *
 * Looks for damage in the background, on a connection of its own: the store is open meanwhile,
 * since reading every page takes the longer the more faxes there are (0.25 s of a processor for
 * 100,000, and as long as the disk takes). What is committed while it runs is safe: it is in the
 * database that is saved from, should that turn out to be damaged.
 *
 * After an unclean end the check runs at once. After a clean one it may wait until the start is
 * over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-page-check.h"

#include "fb-database.h"
#include "fb-store-error.h"

#include <sys/resource.h>
#include <sys/stat.h>

/* Whoever waits for something else comes first. */
#define NICENESS 19

struct _FbPageCheck
{
  char *folder;
  guint delay_ms;
  FbPageCheckFunc on_damage;
  gpointer user_data;
  GCancellable *cancellable;
  GThread *thread;
};

/* Returns early if the check is cancelled. */
static gboolean
wait_for_delay (FbPageCheck *self)
{
  GPollFD descriptor;

  if (g_cancellable_make_pollfd (self->cancellable, &descriptor))
    {
      g_poll (&descriptor, 1, (int) MIN (self->delay_ms, G_MAXINT));
      g_cancellable_release_fd (self->cancellable);
    }
  return !g_cancellable_is_cancelled (self->cancellable);
}

static gboolean
check (FbPageCheck *self, GError **error)
{
  g_autoptr (FbDatabase) database = fb_database_open_for_reading (self->folder, error);

  if (database == NULL)
    return FALSE;
  fb_database_watch (database, self->cancellable);
  const gboolean is_whole = fb_database_check_pages (database, error);
  fb_database_watch (database, NULL);
  return is_whole;
}

static gpointer
check_main (gpointer data)
{
  FbPageCheck *self = data;
  g_autoptr (GError) error = NULL;

  /* On Linux this is for the calling thread alone. */
  setpriority (PRIO_PROCESS, 0, NICENESS);
  if (!wait_for_delay (self) || check (self, &error))
    return NULL;
  if (g_error_matches (error, FB_STORE_ERROR, FB_STORE_ERROR_CORRUPT))
    self->on_damage (self->user_data);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("The database could not be checked: %s", error->message);
  return NULL;
}

/**
 * fb_page_check_new:
 * @folder: the data folder, with a database in it
 * @delay_ms: how long to wait before it begins
 * @on_damage: called in the check's thread if the database is damaged
 * @user_data: for @on_damage
 *
 * Starts the thread.
 *
 * Returns: (transfer full): the check
 */
FbPageCheck *
fb_page_check_new (const char *folder,
                   guint delay_ms,
                   FbPageCheckFunc on_damage,
                   gpointer user_data)
{
  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (on_damage != NULL, NULL);

  FbPageCheck *self = g_new0 (FbPageCheck, 1);

  self->folder = g_strdup (folder);
  self->delay_ms = delay_ms;
  self->on_damage = on_damage;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  self->thread = g_thread_new ("page-check", check_main, self);
  return self;
}

/**
 * fb_page_check_free:
 * @check: (nullable): a check
 *
 * Interrupts it if it is still going on, and waits for its end, which takes some milliseconds.
 */
void
fb_page_check_free (FbPageCheck *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);

  g_object_unref (self->cancellable);
  g_free (self->folder);
  g_free (self);
}

/**
 * fb_page_check_was_unclean:
 * @folder: the data folder, before its database is opened
 *
 * Whoever closes the database last takes its write-ahead log away. It blocks.
 *
 * Returns: whether it was not closed: the process, or the machine, had just ended
 */
gboolean
fb_page_check_was_unclean (const char *folder)
{
  g_autofree char *log = g_build_filename (folder, FB_DATABASE_NAME "-wal", NULL);
  struct stat status;

  return stat (log, &status) == 0 && status.st_size > 0;
}
