/* Where the faxes are kept is full, or gone, or can't be written: a small disk of the test's own.
 */

#include "config.h"

#include "fault-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#define DISK_OPTIONS "size=4m,mode=0700"

/* Fills the disk but for some bytes. */
static void
fill_but (FaultFixture *fixture, off_t n_free)
{
  g_autofree char *path = g_build_filename (fixture->folder, "filler", NULL);
  int fd = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  char page[4096];

  memset (page, 1, sizeof page);
  lseek (fd, 0, SEEK_END);
  while (write (fd, page, sizeof page) == sizeof page)
    ;
  g_assert_no_errno (ftruncate (fd, lseek (fd, 0, SEEK_END) - n_free));
  close (fd);
}

static void
make_room (FaultFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "filler", NULL);

  g_assert_no_errno (g_unlink (path));
}

static void
fill (FaultFixture *fixture)
{
  fill_but (fixture, 0);
}

static void
fill_within_document (FaultFixture *fixture)
{
  while (fault_count_files (fixture, "spool") == 0)
    g_usleep (1000);
  fill (fixture);
}

/* The document has room; its transaction has not. */
static void
fill_but_document (FaultFixture *fixture)
{
  fill_but (fixture, FAULT_SMALL + 4096);
}

static void
start_on_small_disk (FaultFixture *fixture)
{
  fault_mount (fixture->folder, "tmpfs", 0, DISK_OPTIONS);
  running_faxbell_set (fixture->faxbell, "spare-disk-space=uint32 0");
  running_faxbell_start (fixture->faxbell, "--background");
  g_assert_cmpuint (fault_post (fixture, "first", FAULT_SMALL), ==, 200);
}

static void
test_full_before (FaultFixture *fixture, gconstpointer data)
{
  start_on_small_disk (fixture);
  fill (fixture);
  g_assert_cmpuint (fault_post (fixture, "before", FAULT_SMALL), ==, 503);
  fault_check (fixture);
  make_room (fixture);
  fault_end (fixture);
  fault_unmount (fixture->folder);
}

static void
test_full_within (FaultFixture *fixture, gconstpointer data)
{
  start_on_small_disk (fixture);
  g_assert_cmpuint (
    fault_post_around (fixture, "within", FAULT_LARGE, FAULT_LARGE / 2, fill_within_document), ==,
    503);
  g_assert_cmpuint (fault_count_files (fixture, "spool"), ==, 0);
  fault_check (fixture);
  make_room (fixture);
  fault_end (fixture);
  fault_unmount (fixture->folder);
}

static void
test_full_after (FaultFixture *fixture, gconstpointer data)
{
  start_on_small_disk (fixture);
  g_assert_cmpuint (fault_post_around (fixture, "after", FAULT_SMALL, 1000, fill_but_document), ==,
                    503);
  g_assert_cmpuint (fault_count_files (fixture, "spool"), ==, 0);
  fault_check (fixture);
  make_room (fixture);
  fault_end (fixture);
  fault_unmount (fixture->folder);
}

/* What stays free is not taken, however little comes. */
static void
test_spare (FaultFixture *fixture, gconstpointer data)
{
  fault_mount (fixture->folder, "tmpfs", 0, DISK_OPTIONS);
  running_faxbell_set (fixture->faxbell, "spare-disk-space=uint32 2");
  running_faxbell_start (fixture->faxbell, "--background");
  g_assert_cmpuint (fault_post (fixture, "first", FAULT_SMALL), ==, 200);
  fill_but (fixture, 2 * 1024 * 1024);
  g_assert_cmpuint (fault_post (fixture, "spare", FAULT_SMALL), ==, 503);
  make_room (fixture);
  fault_end (fixture);
  fault_unmount (fixture->folder);
}

static void
test_read_only_documents (FaultFixture *fixture, gconstpointer data)
{
  g_autofree char *documents = g_build_filename (fixture->folder, "faxes", NULL);

  running_faxbell_start (fixture->faxbell, "--background");
  g_assert_cmpuint (fault_post (fixture, "first", FAULT_SMALL), ==, 200);
  fault_mount (documents, NULL, MS_BIND, NULL);
  fault_mount (documents, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL);
  g_assert_cmpuint (fault_post (fixture, "second", FAULT_LARGE), ==, 503);
  fault_check (fixture);
  fault_unmount (documents);
  fault_end (fixture);
}

static void
test_read_only_at_start (FaultFixture *fixture, gconstpointer data)
{
  start_on_small_disk (fixture);
  running_faxbell_end (fixture->faxbell);
  fault_mount (fixture->folder, NULL, MS_REMOUNT | MS_RDONLY, NULL);
  running_faxbell_start (fixture->faxbell, "--background");
  g_assert_cmpuint (fault_post (fixture, "second", FAULT_SMALL), ==, 503);
  running_faxbell_end (fixture->faxbell);
  fault_mount (fixture->folder, NULL, MS_REMOUNT, NULL);
  running_faxbell_start (fixture->faxbell, "--background");
  fault_end (fixture);
  fault_unmount (fixture->folder);
}

/* Moved away while it is in use: nothing more is promised that nobody would find. */
static void
test_moved_away (FaultFixture *fixture, gconstpointer data)
{
  g_autofree char *elsewhere = g_strconcat (fixture->folder, "-elsewhere", NULL);

  running_faxbell_start (fixture->faxbell, "--background");
  g_assert_cmpuint (fault_post (fixture, "first", FAULT_SMALL), ==, 200);
  g_assert_no_errno (g_rename (fixture->folder, elsewhere));
  g_assert_cmpuint (fault_post (fixture, "second", FAULT_SMALL), ==, 503);
  g_assert_cmpuint (fault_post (fixture, "third", FAULT_LARGE), ==, 503);
  g_assert_no_errno (g_rename (elsewhere, fixture->folder));
  fault_end (fixture);
}

/* The folder of this month's documents is removed with what is in it. What comes is kept. */
static void
test_documents_removed (FaultFixture *fixture, gconstpointer data)
{
  g_autofree char *documents = g_build_filename (fixture->folder, "faxes", NULL);

  running_faxbell_start (fixture->faxbell, "--background");
  g_assert_no_errno (g_rmdir (documents));
  g_assert_cmpuint (fault_post (fixture, "first", FAULT_SMALL), ==, 200);
  fault_end (fixture);
}

int
main (int argc, char **argv)
{
  if (!fault_enter_own_mounts ())
    {
      g_print ("1..0 # SKIP neither this user nor a user namespace may mount a disk here\n");
      return 0;
    }
  g_test_init (&argc, &argv, NULL);
  FAULT_TEST ("/storage/full-before", test_full_before);
  FAULT_TEST ("/storage/full-within", test_full_within);
  FAULT_TEST ("/storage/full-after", test_full_after);
  FAULT_TEST ("/storage/spare", test_spare);
  FAULT_TEST ("/storage/read-only-documents", test_read_only_documents);
  FAULT_TEST ("/storage/read-only-at-start", test_read_only_at_start);
  FAULT_TEST ("/storage/moved-away", test_moved_away);
  FAULT_TEST ("/storage/documents-removed", test_documents_removed);
  return g_test_run ();
}
