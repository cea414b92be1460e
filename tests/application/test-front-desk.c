/* A day at a front desk, worked off by keyboard alone: 40 faxes in, 10 out of which 2 failed, and
 * one delivery that can't be read. It tells how many keys that took. */

#include "config.h"

#include "inbox-fixture.h"

#include <string.h>

#define N_RECEIVED 40
#define N_SENT     10
#define N_OPEN     (N_RECEIVED + 2 + 1)
#define NOTED      "Page 2 is for Dr Hart"

/* All day long, the newest 5 minutes ago. */
static void
post_received (Desktop *desktop)
{
  g_autofree char *document = g_test_build_filename (G_TEST_BUILT, "data", "fax.pdf", NULL);

  for (int i = 0; i < N_RECEIVED; i++)
    {
      g_autofree char *message_id = g_strdup_printf ("in-%d", i);
      g_autofree char *name = g_strdup_printf ("Sender %02d", i);
      PostedFax fax = { message_id,           "success",
                        "+17025550108",       name,
                        .document = document, .minutes_ago = 5 + i * 12 };
      desktop_post_fax (desktop, &fax);
    }
}

static void
post_sent (Desktop *desktop)
{
  static const char *const statuses[] = { "scheduled", "processing", "transmitting" };

  for (int i = 0; i < N_SENT; i++)
    {
      const gboolean has_failed = i == 3 || i == 7;
      g_autofree char *message_id = g_strdup_printf ("out-%d", i);
      g_autofree char *name = g_strdup_printf ("Recipient %02d", i);
      PostedFax fax = { message_id,      NULL,
                        "+17025550109",  name,
                        .is_sent = TRUE, .minutes_ago = 10 + i * 45 };

      for (guint j = 0; j < G_N_ELEMENTS (statuses); j++)
        {
          fax.status = statuses[j];
          desktop_post_fax (desktop, &fax);
        }
      fax.status = has_failed ? "failed" : "success";
      fax.failure = has_failed ? "The line was busy" : NULL;
      desktop_post_fax (desktop, &fax);
    }
}

static gboolean
has_focus_moved (gpointer before)
{
  g_autofree char *focus = desktop_dup_focus ();

  /* A row's name changes when the fax is read. */
  return focus != NULL && strstr (focus, before) == NULL;
}

/* What tells a row from all others: the number and whose it is. */
static char *
dup_identity (const char *row)
{
  const char *begin = strstr (row, "Sender ");

  if (begin == NULL)
    begin = strstr (row, "Recipient ");
  return begin != NULL ? g_strndup (begin, strcspn (begin, ",")) : g_strdup ("Unreadable");
}

/* Enter shows the fax's pages; where it has none, its details say all. */
static void
look_at (Desktop *desktop, const char *row)
{
  if (strstr (row, "PDF") == NULL)
    return;
  desktop_press ("Return");
  g_autofree char *opened = desktop_wait_for_opened (desktop);
  g_assert_true (g_str_has_suffix (opened, ".pdf"));
}

static void
write_note (void)
{
  desktop_press ("ctrl+n");
  desktop_type (NOTED);
  desktop_press ("Return");
}

/* Returns what has the focus, for as long as that is a fax. */
static char *
work_off (Desktop *desktop, const char *row)
{
  g_autofree char *identity = dup_identity (row);

  g_assert_nonnull (strstr (row, "Open, "));
  look_at (desktop, row);
  if (g_str_equal (identity, "Sender 07"))
    write_note ();
  desktop_press ("ctrl+d");
  g_assert_true (desktop_wait (has_focus_moved, identity));
  return desktop_dup_focus ();
}

static void
assert_worked_off (Desktop *desktop)
{
  g_autoptr (JsonNode) node = running_faxbell_export (desktop->faxbell);
  JsonArray *faxes = json_node_get_array (node);
  guint n_by_user = 0;

  g_assert_cmpuint (json_array_get_length (faxes), ==, N_RECEIVED + N_SENT + 1);
  for (guint i = 0; i < json_array_get_length (faxes); i++)
    {
      JsonObject *fax = json_array_get_object_element (faxes, i);
      const char *who = json_object_get_string_member_with_default (fax, "doneBy", "");
      g_assert_true (json_object_get_boolean_member (fax, "done"));
      n_by_user += g_str_equal (who, INBOX_USER);
    }
  g_assert_cmpuint (n_by_user, ==, N_OPEN);

  g_autoptr (JsonObject) noted = inbox_dup_exported (desktop, "in-7");
  g_assert_cmpstr (json_object_get_string_member (noted, "note"), ==, NOTED);
}

static void
test_day (Desktop *desktop, gconstpointer data)
{
  guint n_worked_off = 0;

  inbox_open (desktop, NULL, 0);
  post_received (desktop);
  post_sent (desktop);
  inbox_post_unreadable (desktop);
  desktop_wait_to_see ("All Faxes, 51");
  desktop_wait_to_see_part ("Open, 43, Oldest: ");

  /* Faxes that came above it have not taken the focus. */
  desktop_press ("Home");
  desktop_wait_for_focus ("Unread, Open, Unknown direction");
  g_autofree char *row = desktop_dup_focus ();
  while (!g_str_equal (row, "Show All Faxes"))
    {
      char *next = work_off (desktop, row);
      g_free (row);
      row = next;
      n_worked_off++;
    }
  const guint n_keys = desktop_count_presses ();

  g_assert_cmpuint (n_worked_off, ==, N_OPEN);
  desktop_wait_to_see ("Open, 0");
  g_assert_true (desktop_sees ("All Caught Up"));
  /* Home, Enter and Ctrl+D for each with pages, Ctrl+D for the others, and the note. */
  g_assert_cmpuint (n_keys, ==, 1 + 2 * N_RECEIVED + 3 + 2 + strlen (NOTED));
  g_test_message ("%u faxes worked off with %u keys, %u of them for a note", n_worked_off, n_keys,
                  (guint) strlen (NOTED) + 2);
  assert_worked_off (desktop);
  running_faxbell_end (desktop->faxbell);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  INBOX_TEST ("/front-desk/day", test_day);
  return g_test_run ();
}
