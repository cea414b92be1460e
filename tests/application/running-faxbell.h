/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define RUNNING_USER     "documo"
#define RUNNING_PASSWORD "correct horse battery staple"

/**
 * RunningFaxbell:
 * @binary: the application
 * @home: its home, removed at the end
 * @process: (nullable): while it runs
 * @port: where it listens
 *
 * The real application, in a home of its own.
 */
typedef struct
{
  const char *binary;
  char *home;
  GSubprocess *process;
  guint16 port;
} RunningFaxbell;

RunningFaxbell *running_faxbell_new (void);
void running_faxbell_free (RunningFaxbell *self);
void running_faxbell_start (RunningFaxbell *self, const char *argument);
void running_faxbell_start_in (RunningFaxbell *self, const char *const *command);
void running_faxbell_export_environment (RunningFaxbell *self);
void running_faxbell_kill (RunningFaxbell *self);
void running_faxbell_end (RunningFaxbell *self);
GSubprocess *running_faxbell_launch_again (RunningFaxbell *self);
char *running_faxbell_dup_url (RunningFaxbell *self, const char *path);
char *running_faxbell_run (RunningFaxbell *self, const char *input, const char *argument);
JsonNode *running_faxbell_export (RunningFaxbell *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunningFaxbell, running_faxbell_free)

G_END_DECLS
