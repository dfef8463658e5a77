"""Which screen shows which view."""

from __future__ import annotations

from kivy_ui import router_first, router_moments, router_offers
from kivy_ui import views as v
from kivy_ui import views_form as vf
from kivy_ui import views_page as vp
from kivy_ui import views_staff as vst
from kivy_ui.router_first import Screens
from kivy_ui.screens.display_menu import DisplayMenuScreen
from kivy_ui.screens.home import HomeScreen
from kivy_ui.screens.introduction import IntroductionScreen
from kivy_ui.screens.language_menu import LanguageMenuScreen
from kivy_ui.screens.message import MessageScreen
from kivy_ui.screens.preview import PreviewScreen
from kivy_ui.screens.question_choice import ChoiceQuestionScreen
from kivy_ui.screens.question_country import CountryQuestionScreen
from kivy_ui.screens.question_message import MessageQuestionScreen
from kivy_ui.screens.question_typed import TypedQuestionScreen
from kivy_ui.screens.rows import RowsScreen
from kivy_ui.screens.self_test import SelfTestScreen
from kivy_ui.screens.staff_sign_in import StaffSignInScreen

SCREENS: Screens = {
    **router_first.SCREENS,
    v.HomeView: HomeScreen,
    v.LanguageMenuView: LanguageMenuScreen,
    v.DisplayMenuView: DisplayMenuScreen,
    vf.TypedQuestionView: TypedQuestionScreen,
    vf.MessageQuestionView: MessageQuestionScreen,
    vf.ChoiceQuestionView: ChoiceQuestionScreen,
    vf.CountryQuestionView: CountryQuestionScreen,
    vp.IntroductionView: IntroductionScreen,
    vp.RowsView: RowsScreen,
    vp.MessageView: MessageScreen,
    vp.PreviewView: PreviewScreen,
    vst.StaffSignInView: StaffSignInScreen,
    vst.SelfTestView: SelfTestScreen,
    **router_offers.SCREENS,
    **router_moments.SCREENS,
}
