/* fb-test-fax-words.c
 *
 * What came of a fax to oneself, and what to do about it, in plain words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-test-fax-words.h"

#include <glib/gi18n.h>

/**
 * fb_test_fax_result_get_level:
 * @result: what came of it
 *
 * Returns: whether somebody has to do something
 */
FbDiagnosticLevel
fb_test_fax_result_get_level (FbTestFaxResult result)
{
  switch (result)
    {
    case FB_TEST_FAX_ARRIVED:
      return FB_DIAGNOSTIC_FINE;
    case FB_TEST_FAX_NOT_SENT:
    case FB_TEST_FAX_CANNOT_TELL:
    case FB_TEST_FAX_REFUSED_IN_FRONT:
    case FB_TEST_FAX_SENDER_NOT_ALLOWED:
      return FB_DIAGNOSTIC_UNKNOWN;
    case FB_TEST_FAX_ANSWER_LOST:
    case FB_TEST_FAX_NOT_RECEIVING:
    case FB_TEST_FAX_NAME_UNKNOWN:
    case FB_TEST_FAX_NOBODY:
    case FB_TEST_FAX_TIMEOUT:
    case FB_TEST_FAX_TOO_SLOW:
    case FB_TEST_FAX_BROKEN_OFF:
    case FB_TEST_FAX_CERTIFICATE_EXPIRED:
    case FB_TEST_FAX_CERTIFICATE_NAME:
    case FB_TEST_FAX_CERTIFICATE_UNKNOWN:
    case FB_TEST_FAX_WAY_DOWN:
    case FB_TEST_FAX_SOMEONE_ELSE:
    case FB_TEST_FAX_TAKEN_BY_SOMEONE_ELSE:
    case FB_TEST_FAX_NOT_FOUND_THERE:
    case FB_TEST_FAX_REDIRECTED:
    case FB_TEST_FAX_SIGN_IN_ASKED:
    case FB_TEST_FAX_TOO_LARGE:
    case FB_TEST_FAX_TOO_LARGE_HERE:
    case FB_TEST_FAX_PATH_WRONG:
    case FB_TEST_FAX_SIGN_IN_REMOVED:
    case FB_TEST_FAX_CHANGED:
    case FB_TEST_FAX_BUSY:
    case FB_TEST_FAX_NO_SPACE:
    case FB_TEST_FAX_NOT_KEPT:
    default:
      return FB_DIAGNOSTIC_ATTENTION;
    }
}

/**
 * fb_test_fax_result_get_title:
 * @result: what came of it
 *
 * Returns: the same in a few words
 */
const char *
fb_test_fax_result_get_title (FbTestFaxResult result)
{
  switch (result)
    {
    case FB_TEST_FAX_NOT_SENT:
      return _ ("Test Cancelled");
    case FB_TEST_FAX_ARRIVED:
      return _ ("The Test Fax Arrived");
    case FB_TEST_FAX_ANSWER_LOST:
      return _ ("The Test Fax Arrived, but Its Receipt Was Lost");
    case FB_TEST_FAX_CANNOT_TELL:
    case FB_TEST_FAX_REFUSED_IN_FRONT:
    case FB_TEST_FAX_SENDER_NOT_ALLOWED:
      return _ ("It Can’t Be Told From Here");
    case FB_TEST_FAX_NOT_RECEIVING:
    case FB_TEST_FAX_NAME_UNKNOWN:
    case FB_TEST_FAX_NOBODY:
    case FB_TEST_FAX_TIMEOUT:
    case FB_TEST_FAX_TOO_SLOW:
    case FB_TEST_FAX_BROKEN_OFF:
    case FB_TEST_FAX_CERTIFICATE_EXPIRED:
    case FB_TEST_FAX_CERTIFICATE_NAME:
    case FB_TEST_FAX_CERTIFICATE_UNKNOWN:
    case FB_TEST_FAX_WAY_DOWN:
    case FB_TEST_FAX_SOMEONE_ELSE:
    case FB_TEST_FAX_TAKEN_BY_SOMEONE_ELSE:
    case FB_TEST_FAX_NOT_FOUND_THERE:
    case FB_TEST_FAX_REDIRECTED:
    case FB_TEST_FAX_SIGN_IN_ASKED:
    case FB_TEST_FAX_TOO_LARGE:
    case FB_TEST_FAX_TOO_LARGE_HERE:
    case FB_TEST_FAX_PATH_WRONG:
    case FB_TEST_FAX_SIGN_IN_REMOVED:
    case FB_TEST_FAX_CHANGED:
    case FB_TEST_FAX_BUSY:
    case FB_TEST_FAX_NO_SPACE:
    case FB_TEST_FAX_NOT_KEPT:
    default:
      return _ ("The Test Fax Did Not Arrive");
    }
}

/**
 * fb_test_fax_result_get_sentence:
 * @result: what came of it
 *
 * Returns: what happened, in a sentence or two
 */
const char *
fb_test_fax_result_get_sentence (FbTestFaxResult result)
{
  switch (result)
    {
    case FB_TEST_FAX_ARRIVED:
      return _ ("It came in the way Documo’s faxes do, and was saved. It is in the list, marked as "
                "a test.");
    case FB_TEST_FAX_ANSWER_LOST:
      return _ ("It came in and was saved, but Faxbell’s receipt for it did not get back. Documo "
                "would send such a fax again and again.");
    case FB_TEST_FAX_NOT_RECEIVING:
      return _ ("Faxbell isn’t receiving at the moment.");
    case FB_TEST_FAX_CANNOT_TELL:
      return _ ("This network may not lead back to itself, so a test from this computer says "
                "nothing. Documo, which is outside, may get through.");
    case FB_TEST_FAX_NAME_UNKNOWN:
      return _ ("The name in Faxbell’s public address doesn’t exist.");
    case FB_TEST_FAX_NOBODY:
      return _ ("At Faxbell’s public address nothing can be reached.");
    case FB_TEST_FAX_TIMEOUT:
      return _ ("Faxbell’s public address doesn’t answer.");
    case FB_TEST_FAX_TOO_SLOW:
      return _ ("It began to come in, but took too long.");
    case FB_TEST_FAX_BROKEN_OFF:
      return _ ("The connection was closed before all of it had come in.");
    case FB_TEST_FAX_CERTIFICATE_EXPIRED:
      return _ ("The certificate of Faxbell’s public address has expired.");
    case FB_TEST_FAX_CERTIFICATE_NAME:
      return _ ("The certificate of Faxbell’s public address is for another name.");
    case FB_TEST_FAX_CERTIFICATE_UNKNOWN:
      return _ ("The certificate of Faxbell’s public address is not from a known authority.");
    case FB_TEST_FAX_WAY_DOWN:
      return _ ("What passes faxes on to this computer can’t reach it.");
    case FB_TEST_FAX_TAKEN_BY_SOMEONE_ELSE:
      return _ ("Something else at Faxbell’s public address took it and said that all is well. "
                "Faxes that go there are lost.");
    case FB_TEST_FAX_NOT_FOUND_THERE:
      return _ (
        "Something else answers at Faxbell’s public address, and knows nothing of Faxbell.");
    case FB_TEST_FAX_REDIRECTED:
      return _ (
        "Faxbell’s public address leads on to another address, where Documo doesn’t follow.");
    case FB_TEST_FAX_SIGN_IN_ASKED:
      return _ ("Something in front of Faxbell asks for a sign-in of its own, which Documo doesn’t "
                "have.");
    case FB_TEST_FAX_REFUSED_IN_FRONT:
      return _ (
        "Something in front of Faxbell refused the test. If it lets only Documo in, that is "
        "as it should be.");
    case FB_TEST_FAX_TOO_LARGE:
      return _ ("Something in front of Faxbell doesn’t let through faxes of some pages: they are "
                "too large for it.");
    case FB_TEST_FAX_TOO_LARGE_HERE:
      return _ ("It came in, but Faxbell is set to refuse faxes of that size.");
    case FB_TEST_FAX_PATH_WRONG:
      return _ (
        "It reached this computer, but the end of the address isn’t the one at which Faxbell "
        "receives.");
    case FB_TEST_FAX_SIGN_IN_REMOVED:
      return _ ("It came in, but without its user name and password: something on the way took "
                "them off.");
    case FB_TEST_FAX_SENDER_NOT_ALLOWED:
      return _ ("It came in, but Faxbell accepts faxes only from certain addresses, and this "
                "computer’s is not one of them. If Documo’s is, faxes get through.");
    case FB_TEST_FAX_CHANGED:
      return _ ("It came in, but something on the way had changed it.");
    case FB_TEST_FAX_BUSY:
      return _ ("It came in while Faxbell was busy with many others.");
    case FB_TEST_FAX_NO_SPACE:
      return _ ("It came in, but there is not enough space on the disk.");
    case FB_TEST_FAX_NOT_KEPT:
      return _ ("It came in, but could not be saved.");
    case FB_TEST_FAX_NOT_SENT:
      return _ ("You cancelled the test. It may have arrived all the same.");
    case FB_TEST_FAX_SOMEONE_ELSE:
    default:
      return _ ("At Faxbell’s public address something else answers.");
    }
}

/**
 * fb_test_fax_result_get_advice:
 * @result: what came of it
 *
 * Returns: (nullable): what to do about it; %NULL if there is nothing to do
 */
const char *
fb_test_fax_result_get_advice (FbTestFaxResult result)
{
  switch (result)
    {
    case FB_TEST_FAX_ARRIVED:
    case FB_TEST_FAX_NOT_SENT:
      return NULL;
    case FB_TEST_FAX_CANNOT_TELL:
    case FB_TEST_FAX_REFUSED_IN_FRONT:
    case FB_TEST_FAX_SENDER_NOT_ALLOWED:
      return _ ("Send a real fax to your own number to be sure.");
    case FB_TEST_FAX_NOT_RECEIVING:
    case FB_TEST_FAX_NOT_KEPT:
      return _ ("“Is It Working?” says why, and what to do.");
    case FB_TEST_FAX_NO_SPACE:
      return _ ("Free up disk space to receive faxes again.");
    case FB_TEST_FAX_BUSY:
      return _ ("Try again in a minute.");
    case FB_TEST_FAX_NAME_UNKNOWN:
    case FB_TEST_FAX_SOMEONE_ELSE:
    case FB_TEST_FAX_TAKEN_BY_SOMEONE_ELSE:
    case FB_TEST_FAX_NOT_FOUND_THERE:
    case FB_TEST_FAX_REDIRECTED:
    case FB_TEST_FAX_PATH_WRONG:
      return _ ("Check the public address in Preferences, letter by letter, or ask whoever set it "
                "up.");
    case FB_TEST_FAX_CERTIFICATE_EXPIRED:
    case FB_TEST_FAX_CERTIFICATE_NAME:
    case FB_TEST_FAX_CERTIFICATE_UNKNOWN:
      return _ ("Ask whoever set up the public address to renew its certificate.");
    case FB_TEST_FAX_TOO_LARGE:
      return _ ("Ask whoever set up the public address to let requests of 100 MB through.");
    case FB_TEST_FAX_TOO_LARGE_HERE:
      return _ ("Ask whoever set up Faxbell to allow larger faxes.");
    case FB_TEST_FAX_SIGN_IN_ASKED:
      return _ ("Ask whoever set up the public address to let Documo’s faxes through without "
                "another sign-in.");
    case FB_TEST_FAX_SIGN_IN_REMOVED:
      return _ ("Ask whoever set up the public address to pass on the header “Authorization”.");
    case FB_TEST_FAX_CHANGED:
      return _ ("Ask whoever set up the public address to pass faxes on unchanged.");
    case FB_TEST_FAX_NOBODY:
    case FB_TEST_FAX_TIMEOUT:
    case FB_TEST_FAX_WAY_DOWN:
    case FB_TEST_FAX_ANSWER_LOST:
    case FB_TEST_FAX_TOO_SLOW:
    case FB_TEST_FAX_BROKEN_OFF:
    default:
      return _ ("Try again, and if it stays so, ask whoever set up the public address.");
    }
}

/**
 * fb_test_fax_result_get_remedy:
 * @result: what came of it
 *
 * Returns: what a button does about it
 */
FbRemedy
fb_test_fax_result_get_remedy (FbTestFaxResult result)
{
  switch (result)
    {
    case FB_TEST_FAX_NAME_UNKNOWN:
    case FB_TEST_FAX_NOBODY:
    case FB_TEST_FAX_TIMEOUT:
    case FB_TEST_FAX_SOMEONE_ELSE:
    case FB_TEST_FAX_TAKEN_BY_SOMEONE_ELSE:
    case FB_TEST_FAX_NOT_FOUND_THERE:
    case FB_TEST_FAX_REDIRECTED:
    case FB_TEST_FAX_PATH_WRONG:
      return FB_REMEDY_PUBLIC_ADDRESS;
    case FB_TEST_FAX_SENDER_NOT_ALLOWED:
    case FB_TEST_FAX_TOO_LARGE_HERE:
      return FB_REMEDY_PREFERENCES;
    case FB_TEST_FAX_NOT_RECEIVING:
    case FB_TEST_FAX_NO_SPACE:
    case FB_TEST_FAX_NOT_KEPT:
      return FB_REMEDY_STATUS;
    case FB_TEST_FAX_NOT_SENT:
    case FB_TEST_FAX_ARRIVED:
    case FB_TEST_FAX_ANSWER_LOST:
    case FB_TEST_FAX_CANNOT_TELL:
    case FB_TEST_FAX_TOO_SLOW:
    case FB_TEST_FAX_BROKEN_OFF:
    case FB_TEST_FAX_CERTIFICATE_EXPIRED:
    case FB_TEST_FAX_CERTIFICATE_NAME:
    case FB_TEST_FAX_CERTIFICATE_UNKNOWN:
    case FB_TEST_FAX_WAY_DOWN:
    case FB_TEST_FAX_SIGN_IN_ASKED:
    case FB_TEST_FAX_REFUSED_IN_FRONT:
    case FB_TEST_FAX_TOO_LARGE:
    case FB_TEST_FAX_SIGN_IN_REMOVED:
    case FB_TEST_FAX_CHANGED:
    case FB_TEST_FAX_BUSY:
    default:
      return FB_REMEDY_NONE;
    }
}

/**
 * fb_test_fax_bell_get_sentence:
 * @bell: whether a received fax rings
 *
 * Returns: what was so of the test that has come
 */
const char *
fb_test_fax_bell_get_sentence (FbTestFaxBell bell)
{
  switch (bell)
    {
    case FB_TEST_FAX_UNDISTURBED:
      return _ ("No notification was shown, as Do Not Disturb is on.");
    case FB_TEST_FAX_SILENT:
      return _ ("No notification was shown, as those of received faxes are turned off in "
                "Preferences.");
    case FB_TEST_FAX_RINGS:
    default:
      return _ ("A notification says so, too.");
    }
}
