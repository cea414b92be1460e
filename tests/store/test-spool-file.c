/* A document on its way in: hashed rightly at every size, private, gone when it isn't kept. */

#include "config.h"

#include "fb-spool-file.h"

#include "fb-document.h"
#include "fb-store.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *path;
  int fd;
} Folder;

static void
set_up (Folder *folder, gconstpointer data)
{
  folder->path = g_dir_make_tmp ("faxbell-spool-XXXXXX", NULL);
  folder->fd = open (folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  g_assert_cmpint (folder->fd, >=, 0);
}

static void
tear_down (Folder *folder, gconstpointer data)
{
  close (folder->fd);
  g_assert_no_errno (g_rmdir (folder->path));
  g_free (folder->path);
}

static void
test_size (Folder *folder, gsize size, gsize chunk)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = g_malloc (size + 1);
  g_autofree char *path = g_build_filename (folder->path, "document", NULL);
  g_autofree char *written = NULL;
  gsize written_size;
  struct stat status;

  for (gsize i = 0; i < size; i++)
    content[i] = (char) (i * 31 + i / 251);
  g_autofree char *sha256 =
    g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) content, size);

  g_autoptr (FbSpoolFile) file = fb_spool_file_new (folder->fd);
  for (gsize i = 0; i < size; i += chunk)
    g_assert_true (fb_spool_file_write (file, content + i, MIN (chunk, size - i), &error));
  g_assert_cmpuint (fb_spool_file_get_size (file), ==, size);
  g_assert_true (fb_spool_file_settle (file, &error));
  g_assert_true (fb_spool_file_sync (file, &error));
  g_assert_true (fb_spool_file_rename (file, folder->fd, "document", 0, &error));
  g_assert_cmpstr (fb_spool_file_get_sha256 (file), ==, sha256);

  g_assert_true (g_file_get_contents (path, &written, &written_size, &error));
  g_assert_cmpmem (written, written_size, content, size);
  g_assert_no_errno (stat (path, &status));
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  g_unlink (path);
}

static void
test_sizes (Folder *folder, gconstpointer data)
{
  static const gsize sizes[] = {
    0, 1, 1023, FB_SPOOL_BLOCK - 1, FB_SPOOL_BLOCK, FB_SPOOL_BLOCK + 1, 5 * FB_SPOOL_BLOCK + 7,
  };
  static const gsize chunks[] = { 1000, 8192, FB_SPOOL_BLOCK, 3 * FB_SPOOL_BLOCK };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint j = 0; j < G_N_ELEMENTS (chunks); j++)
      test_size (folder, sizes[i], chunks[j]);
}

static void
test_discarded (Folder *folder, gconstpointer data)
{
  g_autofree char *content = g_malloc0 (3 * FB_SPOOL_BLOCK);
  FbSpoolFile *file = fb_spool_file_new (folder->fd);

  g_assert_true (fb_spool_file_write (file, content, 3 * FB_SPOOL_BLOCK, NULL));
  g_autoptr (GDir) before = g_dir_open (folder->path, 0, NULL);
  g_assert_nonnull (g_dir_read_name (before));
  fb_spool_file_free (file);
  g_autoptr (GDir) after = g_dir_open (folder->path, 0, NULL);
  g_assert_null (g_dir_read_name (after));
}

static void
test_taken (Folder *folder, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (folder->path, "taken", NULL);
  g_autoptr (FbSpoolFile) file = fb_spool_file_new (folder->fd);

  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  g_assert_true (fb_spool_file_write (file, "theirs", 6, NULL));
  g_assert_true (fb_spool_file_settle (file, NULL));
  g_assert_false (fb_spool_file_rename (file, folder->fd, "taken", 1, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST);
  g_unlink (path);
}

static void
test_media_type (Folder *folder, gconstpointer data)
{
  g_autoptr (FbSpoolFile) file = fb_spool_file_new (folder->fd);

  g_assert_cmpstr (fb_spool_file_get_media_type (file), ==, FB_MEDIA_TYPE_UNKNOWN);
  g_assert_true (fb_spool_file_write (file, "\n%P", 3, NULL));
  g_assert_true (fb_spool_file_write (file, "DF-1.4", 6, NULL));
  g_assert_cmpstr (fb_spool_file_get_media_type (file), ==, FB_MEDIA_TYPE_PDF);
}

static void
test_full (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = g_malloc0 (2 * FB_SPOOL_BLOCK);
  g_autoptr (FbSpoolFile) file = fb_spool_file_new (-1);

  g_assert_false (fb_spool_file_write (file, content, 2 * FB_SPOOL_BLOCK, &error));
  g_assert_error (error, FB_STORE_ERROR, FB_STORE_ERROR_FAILED);
}

#define FOLDER_TEST(path, function) g_test_add (path, Folder, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FOLDER_TEST ("/spool-file/sizes", test_sizes);
  FOLDER_TEST ("/spool-file/discarded", test_discarded);
  FOLDER_TEST ("/spool-file/taken", test_taken);
  FOLDER_TEST ("/spool-file/media-type", test_media_type);
  g_test_add_func ("/spool-file/no-folder", test_full);
  return g_test_run ();
}
