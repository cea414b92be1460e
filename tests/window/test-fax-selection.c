/* The selection of ranges does what GTK's own does, whatever is selected and whatever comes and
 * goes; but it makes no objects. */

#include "config.h"

#include "fb-fax-selection.h"

#include <gtk/gtk.h>

#define N_ROWS 40

/* A list of a million rows that counts how many were asked for. */
#define TYPE_COUNTED (counted_get_type ())
G_DECLARE_FINAL_TYPE (Counted, counted, TEST, COUNTED, GObject)

struct _Counted
{
  GObject parent_instance;

  guint n_items;
  guint n_made;
};

static GType
counted_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
counted_get_n_items (GListModel *model)
{
  return TEST_COUNTED (model)->n_items;
}

static gpointer
counted_get_item (GListModel *model, guint position)
{
  TEST_COUNTED (model)->n_made++;
  return g_object_new (G_TYPE_OBJECT, NULL);
}

static void
counted_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = counted_get_item_type;
  iface->get_n_items = counted_get_n_items;
  iface->get_item = counted_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (Counted,
                               counted,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, counted_list_model_init))

static void
counted_class_init (CountedClass *klass)
{
}

static void
counted_init (Counted *self)
{
}

static void
test_no_objects (void)
{
  g_autoptr (Counted) list = g_object_new (TYPE_COUNTED, NULL);
  list->n_items = 1000000;
  g_autoptr (FbFaxSelection) selection = fb_fax_selection_new (G_LIST_MODEL (list));
  GtkSelectionModel *model = GTK_SELECTION_MODEL (selection);

  gtk_selection_model_select_all (model);
  list->n_items++;
  g_list_model_items_changed (G_LIST_MODEL (list), 0, 0, 1);
  gtk_selection_model_unselect_item (model, 500000);
  g_assert_false (gtk_selection_model_is_selected (model, 0));
  g_assert_true (gtk_selection_model_is_selected (model, 1));
  g_assert_false (gtk_selection_model_is_selected (model, 500000));
  g_assert_true (gtk_selection_model_is_selected (model, 1000000));
  g_autoptr (GtkBitset) set = gtk_selection_model_get_selection (model);
  g_assert_cmpuint (gtk_bitset_get_size (set), ==, 999999);
  g_assert_cmpuint (list->n_made, ==, 0);
}

static void
assert_equal (GtkSelectionModel *ours, GtkSelectionModel *theirs)
{
  g_autoptr (GtkBitset) our_set = gtk_selection_model_get_selection (ours);
  g_autoptr (GtkBitset) their_set = gtk_selection_model_get_selection (theirs);

  g_assert_true (gtk_bitset_equals (our_set, their_set));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (ours)); i++)
    g_assert_cmpint (gtk_selection_model_is_selected (ours, i), ==,
                     gtk_selection_model_is_selected (theirs, i));
}

static GtkBitset *
make_random_set (guint n_rows)
{
  GtkBitset *set = gtk_bitset_new_empty ();

  for (guint i = 0; i < n_rows; i++)
    if (g_test_rand_bit ())
      gtk_bitset_add (set, i);
  return set;
}

static void
change_rows (GtkStringList *rows, guint n_rows)
{
  static const char *const texts[] = { "new", "newer", "newest", NULL };
  const guint position = (guint) g_test_rand_int_range (0, (gint32) n_rows + 1);
  const guint removed = (guint) g_test_rand_int_range (0, (gint32) (n_rows - position) + 1);

  /* As our lists do: what is removed and what is added are two signals. */
  gtk_string_list_splice (rows, position, MIN (removed, 5), NULL);
  gtk_string_list_splice (rows, position, 0, texts + g_test_rand_int_range (0, 3));
}

static void
do_to_both (GtkSelectionModel *ours, GtkSelectionModel *theirs, GtkStringList *rows)
{
  const guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (rows));
  const guint position = (guint) g_test_rand_int_range (0, N_ROWS);
  const guint n = (guint) g_test_rand_int_range (1, 10);
  const gboolean only = g_test_rand_bit ();
  g_autoptr (GtkBitset) set = make_random_set (n_rows);
  g_autoptr (GtkBitset) mask = make_random_set (n_rows);

  switch (g_test_rand_int_range (0, 7))
    {
    case 0:
    case 1:
      change_rows (rows, n_rows);
      break;
    case 2:
      if (position + n > n_rows)
        break;
      gtk_selection_model_select_range (ours, position, n, only);
      gtk_selection_model_select_range (theirs, position, n, only);
      break;
    case 3:
      if (position + n > n_rows)
        break;
      gtk_selection_model_unselect_range (ours, position, n);
      gtk_selection_model_unselect_range (theirs, position, n);
      break;
    case 4:
      if (position >= n_rows)
        break;
      gtk_selection_model_select_item (ours, position, only);
      gtk_selection_model_select_item (theirs, position, only);
      break;
    case 5:
      gtk_selection_model_set_selection (ours, set, mask);
      gtk_selection_model_set_selection (theirs, set, mask);
      break;
    default:
      if (only)
        {
          gtk_selection_model_select_all (ours);
          gtk_selection_model_select_all (theirs);
          break;
        }
      gtk_selection_model_unselect_all (ours);
      gtk_selection_model_unselect_all (theirs);
    }
}

/* Whoever hears the signals knows what is selected. */
static void
on_selection_changed (GtkSelectionModel *model, guint position, guint n_items, gpointer data)
{
  GtkBitset *known = data;

  for (guint i = position; i < position + n_items; i++)
    if (gtk_selection_model_is_selected (model, i))
      gtk_bitset_add (known, i);
    else
      gtk_bitset_remove (known, i);
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  gtk_bitset_splice (data, position, removed, added);
}

static void
test_random (void)
{
  g_autoptr (GtkStringList) rows = gtk_string_list_new (NULL);
  g_autoptr (FbFaxSelection) ours = fb_fax_selection_new (G_LIST_MODEL (rows));
  g_autoptr (GtkMultiSelection) theirs =
    gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (rows)));
  g_autoptr (GtkBitset) known = gtk_bitset_new_empty ();

  g_signal_connect (ours, "selection-changed", G_CALLBACK (on_selection_changed), known);
  g_signal_connect (ours, "items-changed", G_CALLBACK (on_items_changed), known);
  for (guint i = 0; i < N_ROWS; i++)
    gtk_string_list_append (rows, "row");
  for (guint i = 0; i < 3000; i++)
    {
      do_to_both (GTK_SELECTION_MODEL (ours), GTK_SELECTION_MODEL (theirs), rows);
      assert_equal (GTK_SELECTION_MODEL (ours), GTK_SELECTION_MODEL (theirs));
      g_autoptr (GtkBitset) set = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (ours));
      g_assert_true (gtk_bitset_equals (set, known));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fax-selection/no-objects", test_no_objects);
  g_test_add_func ("/fax-selection/random", test_random);
  return g_test_run ();
}
