/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "running-faxbell.h"

G_BEGIN_DECLS

/**
 * FaultFixture:
 * @faxbell: the real application, not running at first
 * @folder: its data folder
 * @plan: the file that says which of its calls to the disk fail; see inject.c
 * @posted: (element-type utf8 GBytes): by message id: the document that was posted
 * @acknowledged: (element-type utf8): message ids of those that were answered by 200
 * @last_port: where the last post came from
 *
 * The application and a sender who remembers what they were promised.
 */
typedef struct
{
  RunningFaxbell *faxbell;
  char *folder;
  char *plan;
  GHashTable *posted;
  GHashTable *acknowledged;
  guint16 last_port;
} FaultFixture;

void fault_fixture_set_up (FaultFixture *fixture, gconstpointer data);
void fault_fixture_tear_down (FaultFixture *fixture, gconstpointer data);

void fault_plan (FaultFixture *fixture, const char *plan);
guint fault_post (FaultFixture *fixture, const char *message_id, gsize size);
guint fault_post_part (FaultFixture *fixture, const char *message_id, gsize size, gsize n_bytes);
guint fault_post_around (FaultFixture *fixture,
                         const char *message_id,
                         gsize size,
                         gsize n_bytes,
                         void (*interlude) (FaultFixture *fixture));
gboolean fault_try_retry (FaultFixture *fixture);
void fault_retry (FaultFixture *fixture);
void fault_check (FaultFixture *fixture);
void fault_restart (FaultFixture *fixture);
void fault_end (FaultFixture *fixture);
void fault_end_now (FaultFixture *fixture);
guint fault_count_files (FaultFixture *fixture, const char *subfolder);
gboolean fault_enter_own_mounts (void);
void fault_mount (const char *path, const char *type, gulong flags, const char *options);
void fault_unmount (const char *path);

#define FAULT_SMALL (20 * 1024)
#define FAULT_LARGE (300 * 1024)

#define FAULT_TEST(path, function)                                                                 \
  g_test_add (path, FaultFixture, NULL, fault_fixture_set_up, function, fault_fixture_tear_down)

G_END_DECLS
