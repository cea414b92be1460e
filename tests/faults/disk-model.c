/* disk-model.c
 *
 * A disk that forgets. Each file and folder has what is safe on it and, in their order, the changes
 * that are not. A flush makes those safe that were made before it began: of a file its contents and
 * length, of a folder the names in it. Nothing else ever becomes safe: no journal writes more than
 * it was asked to, and no name comes with the contents of its file. A real file system is kinder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "disk-model.h"

#include <glib/gstdio.h>
#include <string.h>

/* A write or a new length of a file, or a name in a folder that is given or taken away. */
typedef struct
{
  guint64 offset;
  GBytes *data;
  char *name;
  guint64 id;
} Change;

typedef struct
{
  gboolean is_folder;
  GByteArray *contents;
  GHashTable *names;
  GPtrArray *changes;
  GHashTable *syncs; /* number of a flush under way → how many changes it will make safe */
} Node;

/* Numbers of inodes are used again, while a disk that was cut off may still have the name of the
 * file that had it before. So every file has a number of its own. */
struct _DiskModel
{
  guint64 root;
  guint64 last_id;
  GHashTable *ids;   /* inode → id of the file that has it now */
  GHashTable *nodes; /* id → Node */
};

static void
change_free (gpointer data)
{
  Change *change = data;

  g_clear_pointer (&change->data, g_bytes_unref);
  g_free (change->name);
  g_free (change);
}

static GHashTable *
new_names (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static guint64 *
new_number (guint64 number)
{
  return g_memdup2 (&number, sizeof number);
}

static Node *
node_new (gboolean is_folder)
{
  Node *node = g_new0 (Node, 1);

  node->is_folder = is_folder;
  node->contents = g_byte_array_new ();
  node->names = new_names ();
  node->changes = g_ptr_array_new_with_free_func (change_free);
  node->syncs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return node;
}

static void
node_free (gpointer data)
{
  Node *node = data;

  g_byte_array_unref (node->contents);
  g_hash_table_unref (node->names);
  g_ptr_array_unref (node->changes);
  g_hash_table_unref (node->syncs);
  g_free (node);
}

DiskModel *
disk_model_new (void)
{
  DiskModel *self = g_new0 (DiskModel, 1);

  self->ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->nodes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, node_free);
  return self;
}

void
disk_model_free (DiskModel *self)
{
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->nodes);
  g_free (self);
}

static guint64
get_id (DiskModel *self, guint64 inode)
{
  const guint64 *id = g_hash_table_lookup (self->ids, &inode);

  g_assert_nonnull (id);
  return *id;
}

static Node *
get_node (DiskModel *self, guint64 inode)
{
  guint64 id = get_id (self, inode);

  return g_hash_table_lookup (self->nodes, &id);
}

static guint64
add_node (DiskModel *self, guint64 inode, gboolean is_folder)
{
  guint64 id = ++self->last_id;

  g_hash_table_replace (self->ids, new_number (inode), new_number (id));
  g_hash_table_insert (self->nodes, new_number (id), node_new (is_folder));
  return id;
}

/* The folder that everything is in; it was there before. */
void
disk_model_set_root (DiskModel *self, guint64 inode)
{
  self->root = add_node (self, inode, TRUE);
}

/* Applying changes */

static void
write_at (GByteArray *contents, guint64 offset, GBytes *data)
{
  gsize length;
  gconstpointer bytes = g_bytes_get_data (data, &length);
  guint end = contents->len;

  if (offset + length > end)
    {
      g_byte_array_set_size (contents, (guint) (offset + length));
      memset (contents->data + end, 0, contents->len - end);
    }
  if (length > 0)
    memcpy (contents->data + offset, bytes, length);
}

static void
resize (GByteArray *contents, guint64 length)
{
  guint end = contents->len;

  g_byte_array_set_size (contents, (guint) length);
  if (length > end)
    memset (contents->data + end, 0, (gsize) length - end);
}

static void
apply_change (const Change *change, GByteArray *contents, GHashTable *names)
{
  if (change->name != NULL && change->id != 0)
    g_hash_table_replace (names, g_strdup (change->name), new_number (change->id));
  else if (change->name != NULL)
    g_hash_table_remove (names, change->name);
  else if (change->data != NULL)
    write_at (contents, change->offset, change->data);
  else
    resize (contents, change->offset);
}

static void
add_change (Node *node, Change change)
{
  g_ptr_array_add (node->changes, g_memdup2 (&change, sizeof change));
}

static void
add_name (DiskModel *self, guint64 folder, const char *name, guint64 id)
{
  add_change (get_node (self, folder), (Change){ .name = g_strdup (name), .id = id });
}

/* What the name means to the process that runs. */
static guint64
look_up (DiskModel *self, guint64 folder, const char *name)
{
  Node *node = get_node (self, folder);
  const guint64 *safe = g_hash_table_lookup (node->names, name);

  for (guint i = node->changes->len; i > 0; i--)
    {
      const Change *change = g_ptr_array_index (node->changes, i - 1);
      if (g_str_equal (change->name, name))
        return change->id;
    }
  return safe != NULL ? *safe : 0;
}

static void
make_safe (Node *node, guint64 sync)
{
  guint n_changes = GPOINTER_TO_UINT (g_hash_table_lookup (node->syncs, &sync));
  GHashTableIter iter;
  gpointer number;
  gpointer n_others;

  g_hash_table_remove (node->syncs, &sync);
  for (guint i = 0; i < n_changes; i++)
    apply_change (g_ptr_array_index (node->changes, i), node->contents, node->names);
  if (n_changes > 0)
    g_ptr_array_remove_range (node->changes, 0, n_changes);
  /* Other flushes of it that are under way count from its first change, too. */
  g_hash_table_iter_init (&iter, node->syncs);
  while (g_hash_table_iter_next (&iter, &number, &n_others))
    g_hash_table_iter_replace (&iter,
                               GUINT_TO_POINTER (GPOINTER_TO_UINT (n_others) -
                                                 MIN (GPOINTER_TO_UINT (n_others), n_changes)));
}

/**
 * disk_model_apply:
 * @self: a disk
 * @record: what is done to it next
 * @name: its first name
 * @second_name: its second
 * @data: its data
 */
void
disk_model_apply (DiskModel *self,
                  const DiskLogRecord *record,
                  const char *name,
                  const char *second_name,
                  const guint8 *data)
{
  switch ((DiskLogKind) record->kind)
    {
    case DISK_LOG_CREATE:
      add_name (self, record->folder, name, add_node (self, record->inode, record->is_folder));
      break;
    case DISK_LOG_WRITE:
      add_change (
        get_node (self, record->inode),
        (Change){ .offset = record->offset, .data = g_bytes_new (data, record->data_length) });
      break;
    case DISK_LOG_TRUNCATE:
      add_change (get_node (self, record->inode), (Change){ .offset = record->offset });
      break;
    case DISK_LOG_RENAME:
      add_name (self, record->second_folder, second_name, look_up (self, record->folder, name));
      add_name (self, record->folder, name, 0);
      break;
    case DISK_LOG_LINK:
      add_name (self, record->folder, name, get_id (self, record->inode));
      break;
    case DISK_LOG_UNLINK:
      add_name (self, record->folder, name, 0);
      break;
    case DISK_LOG_SYNC_BEGIN:
      {
        Node *node = get_node (self, record->inode);
        g_hash_table_replace (node->syncs, new_number (record->sync),
                              GUINT_TO_POINTER (node->changes->len));
        break;
      }
    case DISK_LOG_SYNC_END:
      make_safe (get_node (self, record->inode), record->sync);
      break;
    case DISK_LOG_ANSWER:
    default:
      break;
    }
}

/* Building */

static gboolean
has_reached (DiskWorld world, GRand *random)
{
  return world == DISK_WORLD_WRITTEN || (world == DISK_WORLD_CHANCE && g_rand_boolean (random));
}

static void
build_node (DiskModel *self, guint64 id, DiskWorld world, GRand *random, const char *path)
{
  Node *node = g_hash_table_lookup (self->nodes, &id);
  g_autoptr (GByteArray) contents = g_byte_array_new ();
  g_autoptr (GHashTable) names = new_names ();
  GHashTableIter iter;
  const char *name;
  const guint64 *child;

  g_byte_array_append (contents, node->contents->data, node->contents->len);
  g_hash_table_iter_init (&iter, node->names);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &child))
    g_hash_table_insert (names, g_strdup (name), new_number (*child));
  for (guint i = 0; i < node->changes->len; i++)
    if (has_reached (world, random))
      apply_change (g_ptr_array_index (node->changes, i), contents, names);

  if (!node->is_folder)
    {
      g_assert_true (
        g_file_set_contents (path, (const char *) contents->data, (gssize) contents->len, NULL));
      return;
    }
  g_assert_no_errno (g_mkdir_with_parents (path, 0700));
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &child))
    {
      g_autofree char *child_path = g_build_filename (path, name, NULL);
      build_node (self, *child, world, random, child_path);
    }
}

/**
 * disk_model_build:
 * @self: a disk
 * @world: how much of what is not safe is on it
 * @random: for %DISK_WORLD_CHANCE
 * @path: where to build what is on it, a folder that need not exist
 */
void
disk_model_build (DiskModel *self, DiskWorld world, GRand *random, const char *path)
{
  build_node (self, self->root, world, random, path);
}
