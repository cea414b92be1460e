/* test-credentials.c
 *
 * User name and password: the file and its mode, a password that is set while it is checked, and
 * many checks at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <crypt.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "fb-credentials-file.h"
#include "fb-credentials.h"
#include "slow-password.h"

typedef struct
{
  char *folder;
  char *file_name;
  FbCredentials *credentials;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("faxbell-credentials-XXXXXX", NULL);
  fixture->file_name = g_build_filename (fixture->folder, "sub", "credentials", NULL);
  fixture->credentials = fb_credentials_new (fixture->file_name);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sub = g_path_get_dirname (fixture->file_name);

  g_clear_object (&fixture->credentials);
  g_unlink (fixture->file_name);
  g_rmdir (sub);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->file_name);
}

static void
set_password (FbCredentials *credentials, const char *user, const char *password)
{
  g_autoptr (GError) error = NULL;

  fb_credentials_set_password (credentials, user, password, &error);
  g_assert_no_error (error);
}

static char *
header_for (const char *user, const char *password)
{
  g_autofree char *plain = g_strconcat (user, ":", password, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) plain, strlen (plain));

  return g_strconcat ("Basic ", encoded, NULL);
}

static FbVerdict
check (FbCredentials *credentials, const char *user, const char *password)
{
  g_autofree char *header = header_for (user, password);

  return fb_credentials_check (credentials, header);
}

static void
on_verified (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static FbVerdict
verify (FbCredentials *credentials, const char *user, const char *password)
{
  g_autofree char *header = header_for (user, password);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fb_credentials_verify_async (credentials, header, 16, NULL, on_verified, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  FbVerdict verdict = fb_credentials_verify_finish (credentials, result, &error);
  g_assert_no_error (error);
  return verdict;
}

/* As another process does it: the new password has yet to be verified. */
static void
set_elsewhere (Fixture *fixture, const char *user, const char *password)
{
  g_autoptr (FbCredentials) other = fb_credentials_new (fixture->file_name);

  set_password (other, user, password);
}

static void
test_none (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fb_credentials_load (fixture->credentials, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_false (fb_credentials_are_set (fixture->credentials));
  g_assert_null (fb_credentials_dup_user (fixture->credentials));
  g_assert_cmpint (check (fixture->credentials, "a", "b"), ==, FB_VERDICT_WRONG);
  g_assert_cmpint (verify (fixture->credentials, "a", "b"), ==, FB_VERDICT_WRONG);
  g_assert_cmpint (fb_credentials_check (fixture->credentials, NULL), ==, FB_VERDICT_WRONG);
}

static void
test_set (Fixture *fixture, gconstpointer data)
{
  set_elsewhere (fixture, "documo", "secret");
  g_autofree char *user = fb_credentials_dup_user (fixture->credentials);
  g_autofree char *text = NULL;

  g_assert_cmpstr (user, ==, "documo");
  g_assert_true (fb_credentials_are_set (fixture->credentials));
  g_assert_true (g_file_get_contents (fixture->file_name, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "documo:$y$"));
  g_assert_null (strstr (text, "secret"));

  g_assert_cmpint (check (fixture->credentials, "documo", "secret"), ==, FB_VERDICT_UNKNOWN);
  g_assert_cmpint (verify (fixture->credentials, "documo", "secret"), ==, FB_VERDICT_RIGHT);
  g_assert_cmpint (check (fixture->credentials, "documo", "secret"), ==, FB_VERDICT_RIGHT);

  g_assert_cmpint (check (fixture->credentials, "documo", "Secret"), ==, FB_VERDICT_UNKNOWN);
  g_assert_cmpint (verify (fixture->credentials, "documo", "Secret"), ==, FB_VERDICT_WRONG);
  g_assert_cmpint (check (fixture->credentials, "documo", "Secret"), ==, FB_VERDICT_WRONG);
  g_assert_cmpint (check (fixture->credentials, "documo", "secret"), ==, FB_VERDICT_RIGHT);

  /* A wrong user name is never worth a hash. */
  g_assert_cmpint (check (fixture->credentials, "documo2", "secret"), ==, FB_VERDICT_WRONG);
  g_assert_cmpint (check (fixture->credentials, "", "secret"), ==, FB_VERDICT_WRONG);
}

static void
test_mode (Fixture *fixture, gconstpointer data)
{
  struct stat status;
  mode_t mask = umask (0);

  set_password (fixture->credentials, "a", "b");
  umask (mask);
  g_assert_cmpint (g_stat (fixture->file_name, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0600);

  /* Readable by others: put right. */
  g_chmod (fixture->file_name, 0644);
  g_assert_true (fb_credentials_load (fixture->credentials, NULL));
  g_assert_cmpint (g_stat (fixture->file_name, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0600);
  g_assert_cmpint (verify (fixture->credentials, "a", "b"), ==, FB_VERDICT_RIGHT);

  /* Writable by others: not believed. */
  g_autoptr (GError) error = NULL;
  g_chmod (fixture->file_name, 0620);
  g_assert_cmpint (check (fixture->credentials, "a", "b"), ==, FB_VERDICT_WRONG);
  g_assert_false (fb_credentials_load (fixture->credentials, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);

  /* A symbolic link might lead anywhere. */
  g_autofree char *target = g_strconcat (fixture->file_name, ".target", NULL);
  g_chmod (fixture->file_name, 0600);
  g_assert_cmpint (g_rename (fixture->file_name, target), ==, 0);
  g_assert_cmpint (symlink (target, fixture->file_name), ==, 0);
  g_assert_cmpint (check (fixture->credentials, "a", "b"), ==, FB_VERDICT_WRONG);
  g_assert_false (fb_credentials_are_set (fixture->credentials));
  g_unlink (target);
}

static void
test_malformed (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "",      "\n",         "user",        "user:",
                                       ":$y$x", "user:plain", "\n\nuser:$y$" };

  set_password (fixture->credentials, "a", "b");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (fixture->file_name, texts[i], -1, NULL));
      g_chmod (fixture->file_name, 0600);
      g_assert_false (fb_credentials_load (fixture->credentials, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_cmpint (check (fixture->credentials, "a", "b"), ==, FB_VERDICT_WRONG);
    }
}

/* Without descriptors no password can be checked; with some again all can. */
static void
test_no_descriptors (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  struct rlimit limit;

  set_elsewhere (fixture, "a", "b");
  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  const struct rlimit none = { 0, limit.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &none), ==, 0);
  FbVerdict right = check (fixture->credentials, "a", "b");
  FbVerdict wrong = check (fixture->credentials, "a", "c");
  gboolean is_loaded = fb_credentials_load (fixture->credentials, &error);
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limit), ==, 0);

  g_assert_cmpint (right, ==, FB_VERDICT_UNAVAILABLE);
  g_assert_cmpint (wrong, ==, FB_VERDICT_UNAVAILABLE);
  g_assert_false (is_loaded);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES);
  g_assert_cmpint (verify (fixture->credentials, "a", "b"), ==, FB_VERDICT_RIGHT);
  g_assert_cmpint (verify (fixture->credentials, "a", "c"), ==, FB_VERDICT_WRONG);
}

/* Another process sets the password. */
static void
test_reload (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FbCredentials) other = fb_credentials_new (fixture->file_name);

  set_password (fixture->credentials, "a", "old");
  g_assert_cmpint (verify (fixture->credentials, "a", "old"), ==, FB_VERDICT_RIGHT);
  g_assert_cmpint (verify (fixture->credentials, "a", "new"), ==, FB_VERDICT_WRONG);

  set_password (other, "a", "new");
  g_assert_cmpint (check (fixture->credentials, "a", "new"), ==, FB_VERDICT_UNKNOWN);
  g_assert_cmpint (check (fixture->credentials, "a", "old"), ==, FB_VERDICT_UNKNOWN);
  g_assert_cmpint (verify (fixture->credentials, "a", "old"), ==, FB_VERDICT_WRONG);
  g_assert_cmpint (verify (fixture->credentials, "a", "new"), ==, FB_VERDICT_RIGHT);

  g_unlink (fixture->file_name);
  g_assert_cmpint (check (fixture->credentials, "a", "new"), ==, FB_VERDICT_WRONG);
  g_assert_false (fb_credentials_are_set (fixture->credentials));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *long_password = g_strnfill (600, 'x');
  g_autofree char *long_user = g_strnfill (257, 'x');
  const struct
  {
    const char *user;
    const char *password;
  } pairs[] = { { "", "b" },       { "a:b", "c" },  { "a\n", "b" },         { "a\x7f", "b" },
                { "a", "" },       { "a", "b\nc" }, { "a", long_password }, { "a\xff", "b" },
                { long_user, "b" } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (fb_credentials_set_password (fixture->credentials, pairs[i].user,
                                                   pairs[i].password, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
  g_assert_false (fb_credentials_are_set (fixture->credentials));
  set_password (fixture->credentials, "ärztin", "ß:€ ");
  g_assert_cmpint (verify (fixture->credentials, "ärztin", "ß:€ "), ==, FB_VERDICT_RIGHT);
}

/* It is checked at once, even if it is not known yet. */
static void
test_generated (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FbCredentials) other = fb_credentials_new (fixture->file_name);
  g_autoptr (GError) error = NULL;
  g_autofree char *one = fb_credentials_set_generated_password (other, "a", &error);
  g_assert_no_error (error);
  g_autofree char *text = NULL;

  g_assert_true (g_regex_match_simple ("^([a-km-np-z2-9]{5}-){4}[a-km-np-z2-9]{5}$", one, 0, 0));
  g_assert_true (g_file_get_contents (fixture->file_name, &text, NULL, NULL));
  g_assert_null (strstr (text, one));
  g_assert_cmpint (check (fixture->credentials, "a", "wrong"), ==, FB_VERDICT_WRONG);
  g_assert_cmpint (check (fixture->credentials, "b", one), ==, FB_VERDICT_WRONG);
  g_assert_cmpint (check (fixture->credentials, "a", one), ==, FB_VERDICT_RIGHT);

  g_autofree char *two = fb_credentials_set_generated_password (other, "a", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (one, !=, two);
  g_assert_cmpint (check (fixture->credentials, "a", one), ==, FB_VERDICT_WRONG);
  g_assert_cmpint (verify (fixture->credentials, "a", two), ==, FB_VERDICT_RIGHT);
  g_assert_cmpint (check (other, "a", two), ==, FB_VERDICT_RIGHT);

  /* A password that a person sets has a slow hash, even if a generated one was set before. */
  set_password (other, "a", one);
  g_assert_cmpint (check (fixture->credentials, "a", one), ==, FB_VERDICT_UNKNOWN);

  g_assert_null (fb_credentials_set_generated_password (other, "a:b", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

/* Of another length nothing is a generated password, so no hash is computed for it: not even where
 * it would be the same. */
static void
test_generated_length (Fixture *fixture, gconstpointer data)
{
  g_autofree char *long_password = g_strnfill (CRYPT_MAX_PASSPHRASE_SIZE - 1, 'a');
  const char *passwords[] = { long_password, "aaaaa-aaaaa-aaaaa-aaaaa-aaaa" };

  for (guint i = 0; i < G_N_ELEMENTS (passwords); i++)
    {
      struct crypt_data crypted = { 0 };
      g_autoptr (GError) error = NULL;
      const char *hash =
        crypt_rn (passwords[i], "$5$rounds=1000$salt", &crypted, (int) sizeof crypted);

      fb_credentials_file_write (fixture->file_name, "a", hash, &error);
      g_assert_no_error (error);
      g_assert_cmpint (check (fixture->credentials, "a", passwords[i]), ==, FB_VERDICT_WRONG);
    }
}

typedef struct
{
  guint n_pending;
  guint n_right;
  guint n_wrong;
  guint n_busy;
} Tally;

static void
on_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Tally *tally = user_data;
  g_autoptr (GError) error = NULL;
  FbVerdict verdict = fb_credentials_verify_finish (FB_CREDENTIALS (source), result, &error);

  tally->n_pending--;
  tally->n_right += verdict == FB_VERDICT_RIGHT;
  tally->n_wrong += verdict == FB_VERDICT_WRONG;
  tally->n_busy += g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY);
}

static void
verify_counted (FbCredentials *credentials, const char *password, Tally *tally)
{
  g_autofree char *header = header_for ("a", password);

  tally->n_pending++;
  fb_credentials_verify_async (credentials, header, 16, NULL, on_counted, tally);
}

/* After a start many posts may come at once: their header is verified once for all of them. */
static void
test_burst (Fixture *fixture, gconstpointer data)
{
  Tally tally = { 0 };

  set_elsewhere (fixture, "a", "b");
  for (guint i = 0; i < 500; i++)
    verify_counted (fixture->credentials, "b", &tally);
  while (tally.n_pending > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (tally.n_right, ==, 500);
}

/* A flood of different passwords is told to come later, and doesn't reach the one that is known. */
static void
test_flood (Fixture *fixture, gconstpointer data)
{
  Tally tally = { 0 };

  set_password (fixture->credentials, "a", "b");
  g_assert_cmpint (verify (fixture->credentials, "a", "b"), ==, FB_VERDICT_RIGHT);
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *password = g_strdup_printf ("wrong %u", i);

      verify_counted (fixture->credentials, password, &tally);
    }
  g_assert_cmpint (check (fixture->credentials, "a", "b"), ==, FB_VERDICT_RIGHT);
  while (tally.n_pending > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (tally.n_right, ==, 0);
  g_assert_cmpuint (tally.n_busy, >=, 100);
  g_assert_cmpuint (tally.n_busy + tally.n_wrong, ==, 200);
  g_assert_cmpint (check (fixture->credentials, "a", "b"), ==, FB_VERDICT_RIGHT);
}

/* A password that is set here needs no verification, however it is spelled in the header. */
static void
test_set_here (Fixture *fixture, gconstpointer data)
{
  set_password (fixture->credentials, "a", "b");
  g_assert_cmpint (check (fixture->credentials, "a", "b"), ==, FB_VERDICT_RIGHT);
  g_assert_cmpint (fb_credentials_check (fixture->credentials, "basic  YTpi "), ==,
                   FB_VERDICT_RIGHT);
  set_password (fixture->credentials, "a", "c");
  g_assert_cmpint (check (fixture->credentials, "a", "c"), ==, FB_VERDICT_RIGHT);
  g_assert_cmpint (check (fixture->credentials, "a", "b"), ==, FB_VERDICT_UNKNOWN);
  g_assert_cmpint (verify (fixture->credentials, "a", "b"), ==, FB_VERDICT_WRONG);
  set_elsewhere (fixture, "a", "c");
  g_assert_cmpint (check (fixture->credentials, "a", "c"), ==, FB_VERDICT_UNKNOWN);
}

static gpointer
check_often (gpointer data)
{
  FbCredentials *credentials = data;
  g_autofree char *right = header_for ("a", "b");
  g_autofree char *wrong = header_for ("a", "c");

  for (guint i = 0; i < 3000; i++)
    {
      g_assert_cmpint (fb_credentials_check (credentials, right), !=, FB_VERDICT_WRONG);
      g_assert_cmpint (fb_credentials_check (credentials, wrong), !=, FB_VERDICT_RIGHT);
    }
  return NULL;
}

/* The password is set again and again, to the same, while others check it. */
static void
test_threads (Fixture *fixture, gconstpointer data)
{
  GThread *threads[4];

  set_password (fixture->credentials, "a", "b");
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("checker", check_often, fixture->credentials);
  for (guint i = 0; i < 10; i++)
    {
      set_password (fixture->credentials, "a", "b");
      g_assert_cmpint (verify (fixture->credentials, "a", "b"), ==, FB_VERDICT_RIGHT);
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

/* What stands in for a slow disk: where this is set, reading waits until the others are done. */
static __thread gint *held_up;

ssize_t
read (int fd, void *buffer, size_t size)
{
  while (held_up != NULL && g_atomic_int_get (held_up))
    g_usleep (1000);
  return syscall (SYS_read, fd, buffer, size);
}

typedef struct
{
  FbCredentials *credentials;
  gint is_held_up;
  gint has_begun;
} SlowDisk;

static gpointer
load_slowly (gpointer data)
{
  SlowDisk *disk = data;

  held_up = &disk->is_held_up;
  g_atomic_int_set (&disk->has_begun, TRUE);
  g_assert_true (fb_credentials_load (disk->credentials, NULL));
  return NULL;
}

/* While one thread waits for the file, another one checks what it knows, and what is new. */
static void
test_slow_disk (Fixture *fixture, gconstpointer data)
{
  SlowDisk disk = { .credentials = fixture->credentials, .is_held_up = TRUE };

  set_password (fixture->credentials, "a", "b");
  GThread *thread = g_thread_new ("slow", load_slowly, &disk);
  while (!g_atomic_int_get (&disk.has_begun))
    g_usleep (1000);
  g_usleep (100 * 1000);
  g_assert_cmpint (check (fixture->credentials, "a", "b"), ==, FB_VERDICT_RIGHT);
  set_elsewhere (fixture, "a", "c");
  g_assert_cmpint (verify (fixture->credentials, "a", "c"), ==, FB_VERDICT_RIGHT);
  g_atomic_int_set (&disk.is_held_up, FALSE);
  g_thread_join (thread);
  g_assert_cmpint (verify (fixture->credentials, "a", "c"), ==, FB_VERDICT_RIGHT);
}

/* Freed while a verification is under way. */
static void
test_freed (Fixture *fixture, gconstpointer data)
{
  Tally tally = { 0 };

  set_elsewhere (fixture, "a", "b");
  verify_counted (fixture->credentials, "b", &tally);
  g_clear_object (&fixture->credentials);
  while (tally.n_pending > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (tally.n_right, ==, 1);
}

/* What was right when it was asked for isn't any more: it is not remembered as right. */
static void
test_changed_meanwhile (Fixture *fixture, gconstpointer data)
{
  Tally tally = { 0 };

  slow_password_write (fixture->file_name, "a", "old");
  g_assert_cmpint (check (fixture->credentials, "a", "old"), ==, FB_VERDICT_UNKNOWN);
  verify_counted (fixture->credentials, "old", &tally);
  set_elsewhere (fixture, "a", "new");
  g_assert_cmpint (check (fixture->credentials, "a", "new"), ==, FB_VERDICT_UNKNOWN);
  g_assert_cmpuint (tally.n_pending, ==, 1);
  while (tally.n_pending > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (check (fixture->credentials, "a", "old"), ==, FB_VERDICT_UNKNOWN);
  g_assert_cmpint (verify (fixture->credentials, "a", "old"), ==, FB_VERDICT_WRONG);
}

#define ADD(path, test) g_test_add ("/credentials/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("none", test_none);
  ADD ("set", test_set);
  ADD ("mode", test_mode);
  ADD ("malformed", test_malformed);
  ADD ("no-descriptors", test_no_descriptors);
  ADD ("reload", test_reload);
  ADD ("refused", test_refused);
  ADD ("set-here", test_set_here);
  ADD ("burst", test_burst);
  ADD ("flood", test_flood);
  ADD ("threads", test_threads);
  ADD ("slow-disk", test_slow_disk);
  ADD ("freed", test_freed);
  ADD ("changed-meanwhile", test_changed_meanwhile);
  ADD ("generated", test_generated);
  ADD ("generated-length", test_generated_length);
  return g_test_run ();
}
