/* test-webhook-sign-ins.c
 *
 * The sign-ins of webhooks that Faxbell makes: beside that which was entered by hand, one by one,
 * on disk as hashes alone, and safe from others.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "fb-credentials.h"
#include "folder.h"

typedef struct
{
  char *folder;
  char *file_name;
  char *sign_ins_name;
  FbCredentials *credentials;
  FbWebhookSignIns *sign_ins;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("faxbell-sign-ins-XXXXXX", NULL);
  fixture->file_name = g_build_filename (fixture->folder, "credentials", NULL);
  fixture->sign_ins_name = g_strconcat (fixture->file_name, ".webhooks", NULL);
  fixture->credentials = fb_credentials_new (fixture->file_name);
  fixture->sign_ins = fb_credentials_get_webhook_sign_ins (fixture->credentials);
  fb_credentials_set_password (fixture->credentials, "documo", "by hand", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->credentials);
  folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->file_name);
  g_free (fixture->sign_ins_name);
}

static FbVerdict
check (FbCredentials *credentials, const char *user, const char *password)
{
  g_autofree char *pair = g_strconcat (user, ":", password, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_autofree char *header = g_strconcat ("Basic ", encoded, NULL);

  return fb_credentials_check (credentials, header);
}

static FbSignIn *
add (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  FbSignIn *sign_in = fb_webhook_sign_ins_add (fixture->sign_ins, &error);

  g_assert_no_error (error);
  return sign_in;
}

static void
remove_sign_in (Fixture *fixture, const char *user)
{
  g_autoptr (GError) error = NULL;

  fb_webhook_sign_ins_remove (fixture->sign_ins, user, &error);
  g_assert_no_error (error);
}

static void
test_beside (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FbSignIn) one = add (fixture);
  g_autoptr (FbSignIn) two = add (fixture);

  g_assert_cmpstr (one->user, !=, two->user);
  g_assert_cmpstr (one->password, !=, two->password);
  g_assert_cmpint (check (fixture->credentials, "documo", "by hand"), ==, FB_VERDICT_RIGHT);
  g_assert_cmpint (check (fixture->credentials, one->user, one->password), ==, FB_VERDICT_RIGHT);
  g_assert_cmpint (check (fixture->credentials, two->user, two->password), ==, FB_VERDICT_RIGHT);
  g_assert_cmpint (check (fixture->credentials, one->user, two->password), ==, FB_VERDICT_WRONG);
  g_assert_cmpint (check (fixture->credentials, "documo", one->password), !=, FB_VERDICT_RIGHT);
  g_assert_cmpint (check (fixture->credentials, "nobody", one->password), ==, FB_VERDICT_WRONG);

  remove_sign_in (fixture, one->user);
  remove_sign_in (fixture, "nobody");
  g_assert_cmpint (check (fixture->credentials, one->user, one->password), ==, FB_VERDICT_WRONG);
  g_assert_cmpint (check (fixture->credentials, two->user, two->password), ==, FB_VERDICT_RIGHT);
  g_assert_cmpint (check (fixture->credentials, "documo", "by hand"), ==, FB_VERDICT_RIGHT);

  g_auto (GStrv) users = fb_webhook_sign_ins_dup_users (fixture->sign_ins, NULL);
  g_assert_cmpuint (g_strv_length (users), ==, 1);
  g_assert_cmpstr (users[0], ==, two->user);
}

/* What people call things isn't taken for a user name that was made here. */
static void
test_form (Fixture *fixture, gconstpointer data)
{
  static const char *const others[] = { "",
                                        "faxbell-",
                                        "faxbell-reception",
                                        "faxbell-arztpraxis",
                                        "faxbell-abcde fgh2",
                                        "faxbell-abcdefgh2",
                                        "faxbell-abcdefghij2",
                                        "faxbell-ABCDEFGHI2",
                                        "abcdefghi2" };

  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (FbSignIn) sign_in = add (fixture);

      g_assert_true (fb_webhook_sign_ins_is_user (sign_in->user));
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (fb_webhook_sign_ins_is_user (others[i]));
}

/* A new password by hand, and another process. */
static void
test_others (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FbSignIn) sign_in = add (fixture);
  g_autoptr (FbCredentials) other = fb_credentials_new (fixture->file_name);

  g_assert_cmpint (check (other, sign_in->user, sign_in->password), ==, FB_VERDICT_RIGHT);
  g_assert_true (fb_credentials_set_password (other, "documo", "new", NULL));
  g_assert_cmpint (check (fixture->credentials, sign_in->user, sign_in->password), ==,
                   FB_VERDICT_RIGHT);
  remove_sign_in (fixture, sign_in->user);
  g_assert_cmpint (check (other, sign_in->user, sign_in->password), ==, FB_VERDICT_WRONG);
}

/* Only hashes are on disk, and only for their owner. */
static void
test_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FbSignIn) sign_in = add (fixture);
  g_autofree char *text = NULL;
  struct stat status;

  g_assert_true (g_file_get_contents (fixture->sign_ins_name, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, sign_in->user));
  g_assert_null (strstr (text, sign_in->password));
  g_assert_cmpint (stat (fixture->sign_ins_name, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);

  g_assert_cmpint (g_chmod (fixture->sign_ins_name, 0666), ==, 0);
  g_assert_cmpint (check (fixture->credentials, sign_in->user, sign_in->password), ==,
                   FB_VERDICT_WRONG);
  g_assert_cmpint (check (fixture->credentials, "documo", "by hand"), ==, FB_VERDICT_RIGHT);
}

/* Neither what is no line, nor a slow hash, which anybody could have computed again and again. */
static void
test_malformed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FbSignIn) sign_in = add (fixture);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (fixture->sign_ins_name, &text, NULL, NULL));
  g_autofree char *more = g_strconcat ("rubbish\n:$5$\nslow:$y$j9T$salt$hash\n", text, NULL);
  g_assert_true (g_file_set_contents_full (fixture->sign_ins_name, more, -1,
                                           G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
  g_assert_cmpint (check (fixture->credentials, sign_in->user, sign_in->password), ==,
                   FB_VERDICT_RIGHT);
  g_auto (GStrv) users = fb_webhook_sign_ins_dup_users (fixture->sign_ins, NULL);
  g_assert_cmpuint (g_strv_length (users), ==, 1);
}

static void
test_not_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (fixture->sign_ins_name, 0700), ==, 0);
  g_assert_null (fb_webhook_sign_ins_add (fixture->sign_ins, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (check (fixture->credentials, "documo", "by hand"), ==, FB_VERDICT_RIGHT);
}

static void
test_too_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  while (n < 1000)
    {
      g_autoptr (FbSignIn) sign_in = fb_webhook_sign_ins_add (fixture->sign_ins, &error);
      if (sign_in == NULL)
        break;
      g_assert_cmpint (check (fixture->credentials, sign_in->user, sign_in->password), ==,
                       FB_VERDICT_RIGHT);
      n++;
    }
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_auto (GStrv) users = fb_webhook_sign_ins_dup_users (fixture->sign_ins, NULL);
  g_assert_cmpuint (g_strv_length (users), ==, n);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/receiver/webhook-sign-ins/beside", test_beside);
  ADD ("/receiver/webhook-sign-ins/form", test_form);
  ADD ("/receiver/webhook-sign-ins/others", test_others);
  ADD ("/receiver/webhook-sign-ins/file", test_file);
  ADD ("/receiver/webhook-sign-ins/malformed", test_malformed);
  ADD ("/receiver/webhook-sign-ins/not-kept", test_not_kept);
  ADD ("/receiver/webhook-sign-ins/too-many", test_too_many);
  return g_test_run ();
}
