/* How documents are called: readable, safe, the same for the same delivery. */

#include "config.h"

#include "fb-document-name-private.h"

#include <string.h>

#define RECEIVED (G_GINT64_CONSTANT (1732430000) * G_USEC_PER_SEC)

static FbEvent *
make_event (const char *message_id)
{
  FbEvent *event = fb_event_new (FB_EVENT_FAX);

  event->message_id = g_strdup (message_id);
  event->direction = FB_DIRECTION_INBOUND;
  event->caller_id = g_strdup ("+49 (30) 1234");
  event->created_at = G_GINT64_CONSTANT (1620999270) * G_USEC_PER_SEC;
  return event;
}

static void
test_readable (void)
{
  g_autoptr (FbEvent) event = make_event ("d7afa15d-a79b-013-18ec9c846ef3");
  g_autofree char *stem = fb_document_dup_stem (event, event->message_id, RECEIVED);
  g_autofree char *folder = fb_document_dup_folder_name (event, RECEIVED);

  g_assert_cmpstr (stem, ==, "2021-05-14 inbound +49__30__1234 d7afa15d-a79b-013-18ec9c846ef3");
  g_assert_cmpstr (folder, ==, "2021/05");
}

static void
test_hostile (void)
{
  static const char *const ids[] = {
    "../../etc/passwd",
    "a/b",
    "a\\b",
    ".",
    "..",
    "CON",
    "a\nb",
    "\xe2\x80\xae"
    "fdp",
    "-rf",
    "a b",
    "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (FbEvent) event = make_event (ids[i]);
      g_free (event->caller_id);
      event->caller_id = g_strdup (ids[i]);
      g_autofree char *stem = fb_document_dup_stem (event, event->message_id, RECEIVED);

      g_assert_null (strpbrk (stem, "/\\.\n"));
      g_assert_true (g_str_is_ascii (stem));
      g_assert_true (g_str_has_prefix (stem, "2021-05-14 inbound "));
    }
}

static void
test_no_collision (void)
{
  g_autoptr (FbEvent) one = make_event ("a/b");
  g_autoptr (FbEvent) other = make_event ("a\\b");
  g_autofree char *long_id = g_strnfill (300, 'x');
  g_autofree char *longer_id = g_strnfill (301, 'x');
  g_autoptr (FbEvent) long_one = make_event (long_id);
  g_autoptr (FbEvent) longer_one = make_event (longer_id);

  g_autofree char *one_stem = fb_document_dup_stem (one, one->message_id, RECEIVED);
  g_autofree char *other_stem = fb_document_dup_stem (other, other->message_id, RECEIVED);
  g_assert_cmpstr (one_stem, !=, other_stem);

  g_autofree char *long_stem = fb_document_dup_stem (long_one, long_one->message_id, RECEIVED);
  g_autofree char *longer_stem =
    fb_document_dup_stem (longer_one, longer_one->message_id, RECEIVED);
  g_assert_cmpstr (long_stem, !=, longer_stem);
  g_assert_cmpuint (strlen (long_stem), <, 200);
}

static void
test_absurd_date (void)
{
  static const gint64 dates[] = { 0, -1, G_MAXINT64, RECEIVED + 2 * G_TIME_SPAN_DAY, G_MININT64 };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autoptr (FbEvent) event = make_event ("x");
      event->created_at = dates[i];
      g_autofree char *folder = fb_document_dup_folder_name (event, RECEIVED);
      g_assert_cmpstr (folder, ==, "2024/11");
    }
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document-name/readable", test_readable);
  g_test_add_func ("/document-name/hostile", test_hostile);
  g_test_add_func ("/document-name/no-collision", test_no_collision);
  g_test_add_func ("/document-name/absurd-date", test_absurd_date);
  return g_test_run ();
}
