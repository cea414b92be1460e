/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-document-folder.h"
#include "fb-news.h"
#include "fb-store-reader.h"
#include "fb-store-writer.h"
#include "fb-store.h"

G_BEGIN_DECLS

typedef struct
{
  GTask *task;
  FbReadFunc read;
} FbQuestion;

struct _FbStore
{
  GObject parent_instance;

  char *path;
  FbEventReader read_event;
  GMainContext *context;
  FbFaxCounts counts;
  char *damaged_file;

  /* Guards what is below, which any thread may look at. */
  GRWLock lock;
  guint64 spare_space;
  FbDocumentFolder *folder;
  FbStoreWriter *writer;
  FbStoreReader *reader;

  /* Asked while it was being opened; answered when it is. The main thread's alone. */
  gboolean is_opening;
  GArray *questions;

  GMutex news_lock;
  FbNews *news;
};

void fb_store_read (FbStore *self, GTask *task, FbReadFunc read);
void fb_store_answer_questions (FbStore *self);

G_END_DECLS
